import { BrowserQRCodeReader } from '@zxing/browser';
import { BinaryBitmap, HybridBinarizer, RGBLuminanceSource } from '@zxing/library';
import type { Decoder } from './decoder.ts';
import { luminanceOf } from './luminance.ts';

/** ZXing in JavaScript: quick on an upright code, reads one code a frame, and runs wherever the console runs. */
export function zxingJsDecoder(): Decoder {
  const reader = new BrowserQRCodeReader();
  return {
    decode(frame) {
      const source = new RGBLuminanceSource(luminanceOf(frame), frame.width, frame.height);
      try {
        return Promise.resolve([reader.decodeBitmap(new BinaryBitmap(new HybridBinarizer(source))).getText()]);
      } catch {
        // It throws where it finds nothing, and several other errors where it finds half a code: none says more than "not here".
        return Promise.resolve([]);
      }
    },
  };
}

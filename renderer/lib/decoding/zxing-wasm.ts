import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import type { Decoder } from './decoder.ts';

/**
 * What reads most of the degraded frames of test/bench/decoders.test.ts. Denoising and a second look at half the size cost as much
 * again as the rest, and read phones' screens and dim, blurred codes that are lost without.
 */
const SETTINGS: ReaderOptions = {
  formats: ['QRCode'],
  textMode: 'Plain',
  tryHarder: true,
  tryDenoise: true,
  tryDownscale: true,
  downscaleFactor: 2,
  downscaleThreshold: 200,
};

/**
 * ZXing-C++ as WebAssembly: reads tilted, dim and noisy codes, and several in one frame. `wasmUrl` is our own copy of its
 * binary, since the library by itself would ask a server on the internet for it.
 */
export function zxingWasmDecoder(wasmUrl: string): Decoder {
  prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
  return {
    async decode(frame) {
      const found = await readBarcodes(frame, SETTINGS);
      return found.map((code) => code.text).filter((text) => text !== '');
    },
  };
}

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Decoder } from './decoder.ts';

/**
 * ZXing-C++ as WebAssembly: reads tilted, dim and noisy codes, and several in one frame. `wasmUrl` is our own copy of its
 * binary, since the library by itself would ask a server on the internet for it.
 */
export function zxingWasmDecoder(wasmUrl: string): Decoder {
  prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });
  return {
    async decode(frame) {
      const found = await readBarcodes(frame, { formats: ['QRCode'], tryHarder: true, textMode: 'Plain' });
      return found.map((code) => code.text).filter((text) => text !== '');
    },
  };
}

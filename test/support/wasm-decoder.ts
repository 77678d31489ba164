import fs from 'node:fs';
import type { Decoder } from '../../renderer/lib/decoding/decoder.ts';
import { zxingWasmDecoder } from '../../renderer/lib/decoding/zxing-wasm.ts';

// Node fetches no files, so the binary comes as a data: URL.
const binary = fs.readFileSync(new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url));
export const wasmUrl = `data:application/wasm;base64,${binary.toString('base64')}`;

/** ZXing-C++ as a page has it. Playwright's tests can load it too; ZXing in JavaScript they cannot (it is CommonJS). */
export const wasmDecoder: Decoder = zxingWasmDecoder(wasmUrl);

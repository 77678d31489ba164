import fs from 'node:fs';
import { firstThatReads, type Decoder } from '../../renderer/lib/decoding/decoder.ts';
import { zxingJsDecoder } from '../../renderer/lib/decoding/zxing-js.ts';
import { zxingWasmDecoder } from '../../renderer/lib/decoding/zxing-wasm.ts';

// Node fetches no files, so the binary comes as a data: URL.
const binary = fs.readFileSync(new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url));

/** ZXing-C++ as a page has it. */
export const wasmDecoder: Decoder = zxingWasmDecoder(`data:application/wasm;base64,${binary.toString('base64')}`);

/** What the scanner's page reads with: here and there a code is one that the first cannot read. */
export const pageDecoder: Decoder = firstThatReads([zxingJsDecoder(), wasmDecoder]);

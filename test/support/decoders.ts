import fs from 'node:fs';
import { firstThatReads, type Decoder } from '../../renderer/lib/decoding/decoder.ts';
import { pageDecoders } from '../../renderer/lib/decoding/page-decoders.ts';
import { zxingWasmDecoder } from '../../renderer/lib/decoding/zxing-wasm.ts';

// Node fetches no files, so the binary comes as a data: URL.
const binary = fs.readFileSync(new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url));
const wasmUrl = `data:application/wasm;base64,${binary.toString('base64')}`;

/** ZXing-C++ as a page has it. */
export const wasmDecoder: Decoder = zxingWasmDecoder(wasmUrl);

/** What a page reads with where the system has no reader of its own. */
export const pageDecoder: Decoder = firstThatReads(pageDecoders(wasmUrl));

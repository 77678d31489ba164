import { firstThatReads, type Decoder } from '../../renderer/lib/decoding/decoder.ts';
import { pageDecoders } from '../../renderer/lib/decoding/page-decoders.ts';
import { wasmUrl } from './wasm-decoder.ts';

/** What a page reads with where the system has no reader of its own. */
export const pageDecoder: Decoder = firstThatReads(pageDecoders(wasmUrl));

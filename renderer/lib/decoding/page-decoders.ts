import type { Decoder } from './decoder.ts';
import { zxingJsDecoder } from './zxing-js.ts';
import { zxingWasmDecoder } from './zxing-wasm.ts';

/**
 * The readers that every page has, in the order to ask them: WebAssembly first, as it reads most and all codes of a frame. What it
 * finds nothing in (a blurred code now and then) goes to JavaScript, which also runs where WebAssembly is forbidden.
 */
export const pageDecoders = (wasmUrl: string): Decoder[] => [zxingWasmDecoder(wasmUrl), zxingJsDecoder()];

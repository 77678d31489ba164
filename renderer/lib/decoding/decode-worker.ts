import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { firstThatReads, type Decoder } from './decoder.ts';
import { nativeDecoder } from './native.ts';
import { pageDecoders } from './page-decoders.ts';

/** What the page asks of this worker, and what it answers; `id` ties the two together. */
export interface DecodeRequest {
  id: number;
  /** RGBA, handed over instead of copied. */
  pixels: ArrayBuffer;
  width: number;
  height: number;
}

export interface DecodeAnswer {
  id: number;
  /** null: no decoder works here. */
  codes: string[] | null;
}

async function chooseDecoder(): Promise<Decoder> {
  const native = await nativeDecoder();
  return firstThatReads([...(native ? [native] : []), ...pageDecoders(wasmUrl)]);
}

const decoder = chooseDecoder();

addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  const { id, pixels, width, height } = event.data;
  const frame = new ImageData(new Uint8ClampedArray(pixels), width, height);
  void decoder
    .then((chosen) => chosen.decode(frame))
    .catch(() => null)
    .then((codes) => postMessage({ id, codes } satisfies DecodeAnswer));
});

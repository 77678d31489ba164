import type { DecodeAnswer, DecodeRequest } from './decode-worker.ts';
import type { Decoder } from './decoder.ts';

export interface WorkerDecoder extends Decoder {
  close(): void;
}

interface Waiting {
  resolve(codes: string[]): void;
  reject(error: Error): void;
}

/** Decodes in a worker, so that the page stays smooth. A frame given to it is used up: its pixels move to the worker. */
export function workerDecoder(): WorkerDecoder {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: 'decode' });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  const settle = ({ id, codes }: DecodeAnswer) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (codes === null) asker?.reject(new Error('No decoder works on this machine.'));
    else asker?.resolve(codes);
  };
  const failAll = () => {
    for (const id of waiting.keys()) settle({ id, codes: null });
  };
  worker.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => settle(event.data));
  worker.addEventListener('error', failAll);

  return {
    decode({ data, width, height }) {
      return new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const pixels = data.buffer;
        worker.postMessage({ id: lastId, pixels, width, height } satisfies DecodeRequest, [pixels]);
      });
    },
    close() {
      worker.terminate();
      failAll();
    },
  };
}

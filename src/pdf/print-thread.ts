// Runs in a thread of its own; see printer.ts.
import { parentPort } from 'node:worker_threads';
import { encodeSlip } from './escpos.ts';
import type { Printed, ToPrint } from './printer.ts';
import { renderTickets } from './render.ts';

parentPort?.on('message', ({ id, job }: ToPrint) => {
  const answer = (printed: Printed): void => parentPort?.postMessage(printed);
  const drawn = 'rows' in job ? Promise.resolve(job).then(encodeSlip) : renderTickets(job);
  drawn.then(
    (bytes) => answer({ id, bytes }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});

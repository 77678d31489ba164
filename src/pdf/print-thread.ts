// Runs in a thread of its own; see printer.ts.
import { parentPort } from 'node:worker_threads';
import type { Printed, ToPrint } from './printer.ts';
import { renderTickets } from './render.ts';

parentPort?.on('message', ({ id, job }: ToPrint) => {
  const answer = (printed: Printed): void => parentPort?.postMessage(printed);
  renderTickets(job).then(
    (pdf) => answer({ id, pdf }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});

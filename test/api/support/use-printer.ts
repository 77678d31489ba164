import { createPrinter, getPrintJob, type PrinterOut, type PrintJobOut } from '../../../src/shared/printing.ts';
import type { BodyOf } from '../../../src/shared/operation.ts';
import type { Client } from '../../support/client.ts';
import { until } from './use-mail.ts';

let count = 0;

/** Adds a network printer of 80 mm at this port of this machine. */
export const addPrinter = (
  office: Client,
  { port, ...changes }: Partial<BodyOf<typeof createPrinter>> & { readonly port: number },
): Promise<PrinterOut> => {
  count += 1;
  return office.call(createPrinter, {
    body: { name: `Counter ${count}`, transport: 'network', host: '127.0.0.1', port, ...changes },
  });
};

/** A job once it is known what came of it. */
export const ended = (office: Client, { id }: Pick<PrintJobOut, 'id'>): Promise<PrintJobOut> =>
  until(
    () => office.call(getPrintJob, { params: { id } }),
    ({ status }) => status !== 'queued' && status !== 'sending',
  );

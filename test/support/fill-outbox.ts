import { openLedger } from '../../src/db/open.ts';
import { tellWebhooks } from '../../src/usecases/tell-webhooks.ts';
import { saveWebhookConfig } from '../../src/usecases/webhook-config.ts';
import { callAt } from './build-in-ledger.ts';

export interface Filling {
  readonly url: string;
  readonly orders: number;
  /** Messages of each order. */
  readonly each: number;
}

/** A night's worth of messages that nobody has been told yet, in a closed data folder. Each order numbers its own from 0. */
export async function fillOutbox(dataDir: string, { url, orders, each }: Filling): Promise<void> {
  const ledger = await openLedger(dataDir);
  const call = callAt(Date.now());
  const config = { url, events: ['order.created'] as const, enabled: true, allowPrivateAddress: true };
  await ledger.write((trx) => saveWebhookConfig(trx, call, config));
  // As long as a message about an order of two with an add-on.
  const filler = 'x'.repeat(600);
  const slice = 200;
  for (let number = 0; number < each; number += 1)
    for (let from = 0; from < orders; from += slice)
      await ledger.write(async (trx) => {
        for (let order = from; order < Math.min(orders, from + slice); order += 1)
          await tellWebhooks(trx, call, 'order.created', `ord_${order}`, () => ({
            orderId: `ord_${order}`,
            number,
            filler,
          }));
      });
  await ledger.close();
}

import type { Trx } from '../db/write-door.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';

export type WebhookEvent =
  | 'order.created'
  | 'order.refunded'
  | 'event.published'
  | 'event.cancelled'
  | 'checkin.completed'
  | 'webhook.ping';

/**
 * Puts a message into the outbox, in the transaction of the change it tells of, if an endpoint listens for it. The body is fixed here,
 * so that every attempt sends the same bytes. `data` is built only when somebody listens.
 */
export async function tellWebhooks(
  trx: Trx,
  call: Call,
  event: WebhookEvent,
  subject: string,
  data: () => unknown,
): Promise<void> {
  const config = await trx.selectFrom('webhook_config').select(['events', 'enabled']).executeTakeFirst();
  if (!config || config.enabled === 0) return;
  if (!(JSON.parse(config.events) as string[]).includes(event)) return;
  await trx
    .insertInto('outbox')
    .values({
      id: newId('webhookDelivery', call.now),
      event,
      subject,
      body: JSON.stringify({ event, timestamp: instantOf(call), data: await data() }),
      created_at: instantOf(call),
    })
    .execute();
}

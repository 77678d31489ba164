import { appendMessage, readWebhookConfig } from '../db/webhooks.ts';
import type { Trx } from '../db/write-door.ts';
import type { WebhookEvent } from '../shared/webhooks.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';

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
  const config = await readWebhookConfig(trx);
  if (!config || config.enabled === 0) return;
  if (!(JSON.parse(config.events) as string[]).includes(event)) return;
  await putInOutbox(trx, call, event, subject, await data());
}

/** Tells a new endpoint that it is one, whatever it subscribed to. */
export const pingWebhook = (trx: Trx, call: Call, url: string, events: readonly WebhookEvent[]): Promise<void> =>
  putInOutbox(trx, call, 'webhook.ping', 'webhook', { url, events });

const putInOutbox = (trx: Trx, call: Call, event: WebhookEvent, subject: string, data: unknown): Promise<void> =>
  appendMessage(trx, {
    id: newId('webhookDelivery', call.now),
    event,
    subject,
    body: JSON.stringify({ event, timestamp: instantOf(call), data }),
    at: instantOf(call),
  });

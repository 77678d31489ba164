import { readWebhookConfig, writeWebhookConfig, type WebhookConfigRow } from '../db/webhooks.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { DAY, toInstant } from '../shared/instant.ts';
import type { WebhookEvent } from '../shared/webhooks.ts';
import { instantOf, type Actor, type Call } from './context.ts';
import { randomCode } from './new-id.ts';
import { recordAudit } from './record-audit.ts';
import { pingWebhook } from './tell-webhooks.ts';

/** How long a secret signs along after another took its place. */
const ROTATION = DAY;

export interface WebhookConfigInput {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
  readonly secret?: string | null | undefined;
  readonly allowPrivateAddress?: boolean | null | undefined;
}

/**
 * Whether this endpoint may have a private address: as an owner says, else as it was for the same origin, so that a manager who changes
 * the events of an endpoint keeps what an owner allowed, and cannot carry it over to another machine.
 *
 * @throws 403 where anybody but an owner asks for it
 */
export function mayBePrivate(actor: Actor, input: WebhookConfigInput, known: WebhookConfigRow | undefined): boolean {
  if (input.allowPrivateAddress === true && actor.role !== 'owner')
    throw new BoxOfficeError('forbidden', 'Only an owner may allow a private address.');
  if (input.allowPrivateAddress != null) return input.allowPrivateAddress;
  return known?.allow_private_address === 1 && new URL(known.url).origin === new URL(input.url).origin;
}

/** Sets the endpoint. One that is new, or on again, gets a ping; another secret than before begins to rotate. @throws 403 */
export async function saveWebhookConfig(trx: Trx, call: Call, input: WebhookConfigInput): Promise<void> {
  const known = await readWebhookConfig(trx);
  const secret = input.secret ?? known?.secret ?? newSecret();
  const after: Omit<WebhookConfigRow, 'id'> = {
    url: input.url,
    events: JSON.stringify(input.events),
    enabled: input.enabled ? 1 : 0,
    allow_private_address: mayBePrivate(call.actor, input, known) ? 1 : 0,
    ...secretsAfter(call, known, secret),
    gone_at: null,
    updated_at: instantOf(call),
  };
  await writeWebhookConfig(trx, after);
  await recordAudit(trx, call, 'webhooks.configure', null, known ? audited(known) : null, {
    ...audited(after),
    newSecret: secret !== known?.secret,
  });
  const isNew = known?.url !== input.url || known.enabled === 0;
  if (input.enabled && isNew) await pingWebhook(trx, call, input.url, input.events);
}

/** Tells the endpoint once more that it is one; its url. @throws 404 where no endpoint is configured · 409 webhook_off */
export async function pingWebhookAgain(trx: Trx, call: Call): Promise<string> {
  const known = await readWebhookConfig(trx);
  if (!known) throw new BoxOfficeError('not_found', 'No webhook endpoint is configured.');
  if (known.enabled === 0) throw new BoxOfficeError('webhook_off', 'The endpoint is switched off.');
  await pingWebhook(trx, call, known.url, JSON.parse(known.events) as WebhookEvent[]);
  await recordAudit(trx, call, 'webhooks.ping', null, null, null);
  return known.url;
}

/** Draws another secret; for a day the old one signs along. @throws 404 where no endpoint is configured */
export async function rotateWebhookSecret(trx: Trx, call: Call): Promise<void> {
  const known = await readWebhookConfig(trx);
  if (!known) throw new BoxOfficeError('not_found', 'No webhook endpoint is configured.');
  const { id: _, ...config } = known;
  await writeWebhookConfig(trx, { ...config, ...secretsAfter(call, known, newSecret()), updated_at: instantOf(call) });
  await recordAudit(trx, call, 'webhooks.rotate_secret', null, null, { newSecret: true });
}

/** Switches the endpoint off because it answered that it is gone; another endpoint that was set meanwhile stays on. */
export async function switchOffGoneWebhook(trx: Trx, call: Call, url: string): Promise<void> {
  const switched = await trx
    .updateTable('webhook_config')
    .set({ enabled: 0, gone_at: instantOf(call), updated_at: instantOf(call) })
    .where('url', '=', url)
    .where('enabled', '=', 1)
    .executeTakeFirst();
  if (switched.numUpdatedRows === 0n) return;
  await recordAudit(trx, call, 'webhooks.gone', null, { enabled: true }, { enabled: false, url: withoutQuery(url) });
}

const newSecret = (): string => `whsec_${randomCode(40)}`;

function secretsAfter(call: Call, known: WebhookConfigRow | undefined, secret: string) {
  if (!known) return { secret, previous_secret: null, previous_secret_until: null };
  if (secret === known.secret)
    return { secret, previous_secret: known.previous_secret, previous_secret_until: known.previous_secret_until };
  return { secret, previous_secret: known.secret, previous_secret_until: toInstant(call.now + ROTATION) };
}

/** What the audit may keep for ever: neither the secret nor a token in the address. */
const audited = (config: Omit<WebhookConfigRow, 'id'>) => ({
  url: withoutQuery(config.url),
  events: JSON.parse(config.events) as unknown,
  enabled: config.enabled === 1,
  allowPrivateAddress: config.allow_private_address === 1,
});

const withoutQuery = (url: string): string => url.replace(/\?.*$/s, '?…');

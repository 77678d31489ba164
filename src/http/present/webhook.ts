import type { AttemptRow, DeliveryRow, WebhookConfigRow } from '../../db/webhooks.ts';
import { toInstant, type Milliseconds } from '../../shared/instant.ts';
import type { WebhookEvent } from '../../shared/webhooks.ts';

const NO_CONFIG = {
  url: null,
  events: [],
  enabled: false,
  allowPrivateAddress: false,
  secret: null,
  secretRotatesUntil: null,
  goneAt: null,
  updatedAt: null,
};

/** @param secret whole to whoever has just saved it, else only its last four characters */
export function presentConfig(config: WebhookConfigRow | undefined, now: Milliseconds, secret: 'whole' | 'last four') {
  if (!config) return NO_CONFIG;
  const rotates = config.previous_secret_until !== null && config.previous_secret_until > toInstant(now);
  return {
    url: config.url,
    events: JSON.parse(config.events) as WebhookEvent[],
    enabled: config.enabled === 1,
    allowPrivateAddress: config.allow_private_address === 1,
    secret: secret === 'whole' ? config.secret : config.secret.slice(-4),
    secretRotatesUntil: rotates ? config.previous_secret_until : null,
    goneAt: config.gone_at,
    updatedAt: config.updated_at,
  };
}

export const presentDelivery = (row: DeliveryRow) => ({
  id: row.id,
  event: row.event,
  subject: row.subject,
  status: row.status,
  attempts: row.attempts,
  createdAt: row.created_at,
  nextAttemptAt: row.next_attempt_at,
  finishedAt: row.finished_at,
  erasedAt: row.erased_at,
  responseStatus: row.response_status,
  error: row.error,
});

const headersOf = (json: string) => JSON.parse(json) as Record<string, string>;

export const presentAttempt = (row: AttemptRow) => ({
  number: row.number,
  at: row.at,
  durationMs: row.duration,
  request: { method: 'POST' as const, url: row.url, headers: headersOf(row.request_headers) },
  response:
    row.status === null
      ? null
      : {
          status: row.status,
          headers: headersOf(row.response_headers ?? '{}'),
          body: row.response_body ?? '',
          truncated: row.truncated === 1,
        },
  error: row.error,
});

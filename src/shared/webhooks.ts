import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { operation, pageQuery } from './operation.ts';

const path = '/api/admin/webhooks';
const tag = 'Webhooks';

/** What an endpoint may subscribe to. A ping comes when the endpoint is configured, subscribed or not. */
export const WEBHOOK_EVENTS = [
  'order.created',
  'order.refunded',
  'event.published',
  'event.cancelled',
  'checkin.completed',
  'webhook.ping',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
export const webhookEvent = z.enum(WEBHOOK_EVENTS);

/** `pending` until an attempt succeeds (`delivered`) or the last one fails (`failed`). */
export const deliveryStatus = z.enum(['pending', 'delivered', 'failed']);
export type DeliveryStatus = z.infer<typeof deliveryStatus>;

const isEndpoint = (url: string): boolean => {
  // Backslashes, spaces and missing slashes are read by some parsers as another host than by others.
  if (!/^https?:\/\/[^\s\\]+$/i.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
};

const endpointUrl = z
  .string()
  .trim()
  .max(2000)
  .refine(isEndpoint, 'must be an http or https address without a user name or password')
  .meta({ examples: ['https://example.com/webhook'] });

const configOut = z
  .object({
    url: z.string().nullable(),
    events: z.array(webhookEvent),
    enabled: z.boolean(),
    allowPrivateAddress: z.boolean(),
    secret: z
      .string()
      .nullable()
      .meta({ description: 'Whole where it was just saved; only its last four characters where it is read' }),
    secretRotatesUntil: instantOut
      .nullable()
      .meta({ description: 'Until then the secret before this one signs along, in X-TicketWave-Signature-Previous' }),
    goneAt: instantOut
      .nullable()
      .meta({ description: 'When the endpoint answered 410 Gone and was switched off for it' }),
    updatedAt: instantOut.nullable(),
  })
  .meta({ id: 'WebhookConfig' });

export const getWebhookConfig = operation({
  id: 'getWebhookConfig',
  method: 'get',
  path: `${path}/config`,
  tag,
  summary: 'The endpoint that is told what happens; all null where there is none',
  access: 'manager',
  answer: configOut,
});

const saving = {
  path: `${path}/config`,
  tag,
  summary: 'Set the endpoint and what it is told of; a new endpoint gets a webhook.ping',
  access: 'manager',
  secret: true,
  body: z.object({
    url: endpointUrl,
    events: z
      .array(webhookEvent)
      .min(1, 'must name at least one event')
      .max(100)
      .transform((events) => [...new Set(events)]),
    enabled: z.boolean().default(true),
    secret: z
      .string()
      .min(8)
      .max(200)
      .refine((secret) => !/[\p{Cc}\p{Cs}]/u.test(secret), 'must not hold control characters')
      .nullish()
      .meta({ description: 'Unless given: the one there is, else a random one. Another one rotates for a day' }),
    allowPrivateAddress: z
      .boolean()
      .nullish()
      .meta({ description: 'Only an owner may allow it. Unless given: as it was for the same origin, else false' }),
  }),
  answer: configOut,
  refusals: { 400: 'Malformed or invalid; private_address: the address is private, or this box office itself' },
} as const;

export const putWebhookConfig = operation({ ...saving, id: 'putWebhookConfig', method: 'put' });
export const postWebhookConfig = operation({ ...saving, id: 'postWebhookConfig', method: 'post' });

export const rotateWebhookSecret = operation({
  id: 'rotateWebhookSecret',
  method: 'post',
  path: `${path}/config/rotate-secret`,
  tag,
  summary: 'Draw a new secret; for a day the old one signs along',
  access: 'manager',
  secret: true,
  body: z.object({}).optional(),
  answer: configOut,
  refusals: { 404: 'No endpoint is configured' },
});

export const pingWebhook = operation({
  id: 'pingWebhook',
  method: 'post',
  path: `${path}/config/ping`,
  tag,
  summary: 'Send the endpoint another webhook.ping',
  access: 'manager',
  body: z.object({}).optional(),
  answer: z.object({ url: z.string(), queued: z.literal(true) }),
  refusals: { 404: 'No endpoint is configured', 409: 'webhook_off: the endpoint is switched off' },
});

const deliveryFields = {
  id: idOut('webhookDelivery'),
  event: webhookEvent,
  subject: z.string().meta({ description: 'What it tells of: id of an order or event; `webhook` for a ping' }),
  status: deliveryStatus,
  attempts: z.int(),
  createdAt: instantOut,
  nextAttemptAt: instantOut
    .nullable()
    .meta({ description: 'Not before then, nor before earlier messages of the same subject' }),
  finishedAt: instantOut.nullable(),
  erasedAt: instantOut
    .nullable()
    .meta({ description: 'When the names in its body were blanked, as a customer was erased' }),
  responseStatus: z.int().nullable().meta({ description: 'What the last attempt was answered' }),
  error: z
    .string()
    .nullable()
    .meta({ description: 'Why the last attempt got no whole answer', examples: ['timeout'] }),
};

const deliveryOut = z.object(deliveryFields).meta({ id: 'WebhookDelivery' });

const headers = z.record(z.string(), z.string());

const attemptOut = z
  .object({
    number: z.int(),
    at: instantOut,
    durationMs: z.int(),
    request: z.object({ method: z.literal('POST'), url: z.string(), headers }),
    response: z
      .object({
        status: z.int(),
        headers,
        body: z.string().meta({ description: 'At most its first 16 KiB' }),
        truncated: z.boolean(),
      })
      .nullable()
      .meta({ description: 'None where no answer came' }),
    error: z.string().nullable(),
  })
  .meta({ id: 'WebhookAttempt' });

export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'get',
  path: `${path}/deliveries`,
  tag,
  summary: 'What was and is to be told, newest first; finished deliveries are kept for 30 days',
  access: 'manager',
  paged: true,
  query: z.object({
    ...pageQuery,
    event: webhookEvent.optional(),
    status: deliveryStatus.optional(),
    subject: idIn.optional(),
  }),
  answer: z.array(deliveryOut),
});

export const getWebhookDelivery = operation({
  id: 'getWebhookDelivery',
  method: 'get',
  path: `${path}/deliveries/:id`,
  tag,
  summary: 'One delivery with the body it sends and every attempt with its answer',
  access: 'manager',
  answer: z
    .object({
      ...deliveryFields,
      body: z
        .string()
        .meta({ description: 'The same bytes at every attempt, but for names that were erased in between' }),
      attemptLog: z.array(attemptOut),
    })
    .meta({ id: 'WebhookDeliveryDetail' }),
});

export const redeliverWebhook = operation({
  id: 'redeliverWebhook',
  method: 'post',
  path: `${path}/deliveries/:id/redeliver`,
  tag,
  summary: 'Send the same body again under the same delivery id, now',
  access: 'manager',
  body: z.object({}).optional(),
  answer: deliveryOut,
});

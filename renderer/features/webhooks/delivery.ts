import { type getWebhookConfig, type listWebhookDeliveries } from '../../../src/shared/webhooks.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type EntryOf } from '../../lib/api.ts';

export type Delivery = EntryOf<typeof listWebhookDeliveries>;
export type WebhookConfig = AnswerOf<typeof getWebhookConfig>;

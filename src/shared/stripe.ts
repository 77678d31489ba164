import { z } from 'zod';
import { operation } from './operation.ts';

const tag = 'Stripe';
const path = '/api/admin/settings/stripe';

/** Of a payment through Stripe: from the row alone, over the intent that waits for the customer, to what became of it. */
export type StripePaymentStatus = 'creating' | 'open' | 'paid' | 'cancelled' | 'returning' | 'returned';

const keyState = (what: string) =>
  z.enum(['set', 'unset', 'ask_again']).meta({
    description: `${what}: \`ask_again\` where another machine sealed it, so that it must be given again here`,
  });
const lastFour = z.string().nullable().meta({ description: 'Its last four characters' });

const stripeSettingsOut = z
  .object({
    publishableKey: z.string().nullable(),
    secretKey: keyState('The secret key'),
    secretKeyEnd: lastFour,
    webhookSecret: keyState('The signing secret of the webhook, which is optional'),
    webhookSecretEnd: lastFour,
    mode: z
      .enum(['test', 'live'])
      .nullable()
      .meta({ description: 'Which money the keys move; null where there is none' }),
    ready: z.boolean().meta({ description: 'Tickets can be paid by Stripe now' }),
    waitingFor: z.string().nullable().meta({ description: 'What is missing, in a sentence; null where nothing is' }),
    webhookPath: z.string().meta({ description: 'Where Stripe may send its events, under the public address' }),
  })
  .meta({ id: 'StripeSettings' });

export const getStripeSettings = operation({
  id: 'getStripeSettings',
  method: 'get',
  path,
  tag,
  summary: 'Which keys of Stripe are set; never a secret one',
  access: 'owner',
  answer: stripeSettingsOut,
});

const key = (pattern: RegExp, message: string) => z.string().trim().max(300).regex(pattern, message).nullish();

export const updateStripeSettings = operation({
  id: 'updateStripeSettings',
  method: 'patch',
  path,
  tag,
  summary: 'Set, change or (null) forget the keys of Stripe; what waits is tried again at once',
  access: 'owner',
  secret: true,
  body: z.object({
    publishableKey: key(/^pk_(test|live)_[A-Za-z0-9]+$/, 'must begin with pk_test_ or pk_live_'),
    secretKey: key(/^[sr]k_(test|live)_[A-Za-z0-9]+$/, 'must begin with sk_ or rk_, then test_ or live_'),
    webhookSecret: key(/^whsec_[A-Za-z0-9+/=_-]+$/, 'must begin with whsec_'),
  }),
  answer: stripeSettingsOut,
});

export const testStripe = operation({
  id: 'testStripe',
  method: 'post',
  path: `${path}/test`,
  tag,
  summary: 'Ask Stripe whether it knows the secret key; moves no money',
  access: 'owner',
  body: z.object({}).optional(),
  answer: z.object({ connected: z.boolean(), message: z.string() }).meta({ id: 'StripeTest' }),
});

export const stripeWebhook = operation({
  id: 'stripeWebhook',
  method: 'post',
  path: '/api/stripe/webhook',
  tag,
  summary: 'For Stripe: an event, signed in the header Stripe-Signature. It only has the payment looked at sooner',
  access: 'nobody',
  // The answer to an event that comes again is worked out again, and is the same.
  secret: true,
  body: z
    .object({
      id: z.string().max(255),
      type: z.string().max(255),
      data: z.object({
        object: z.object({ id: z.string().max(255).optional(), payment_intent: z.string().max(255).nullish() }).loose(),
      }),
    })
    .loose(),
  answer: z.object({ received: z.boolean() }),
  refusals: { 400: 'Malformed; stripe_signature_invalid', 404: 'No signing secret is set' },
});

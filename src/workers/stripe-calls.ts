import Stripe from 'stripe';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Milliseconds } from '../shared/instant.ts';

/** Where Stripe is asked; its own address unless a test says otherwise. */
export interface StripeApi {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  /** How long one call may take. */
  readonly patience: Milliseconds;
}

/** `refused`: Stripe has understood and said no. `locked`: it does not know the key. `unknown`: nobody can tell what it did. */
type Fault = 'refused' | 'locked' | 'unknown';

/** Why a call of ours to Stripe has failed. */
export class StripeTrouble extends Error {
  readonly fault: Fault;
  /** Nothing is left of the payment to refund. */
  readonly isRefunded: boolean;
  constructor(fault: Fault, message: string, isRefunded = false) {
    super(message);
    this.fault = fault;
    this.isRefunded = isRefunded;
  }
}

const PATIENCE: Milliseconds = 8_000;
/** The signature of an event is good for this many seconds. */
const TOLERANCE = 300;

export interface StripeIntent {
  readonly id: string;
  readonly clientSecret: string;
  /** `paid`: the money is there. `moving`: on its way. `open`: the customer has still to pay. `over`: nobody can pay it any more. */
  readonly state: 'paid' | 'moving' | 'open' | 'over';
  readonly received: number;
  readonly currency: string;
}

/** `waiting` until Stripe knows itself. */
export interface StripeRefund {
  readonly id: string;
  readonly state: 'done' | 'waiting' | 'refused';
  readonly trouble: string | null;
}

/** What the box office asks of Stripe, one call each: nothing is repeated here. @throws StripeTrouble */
export interface StripeCalls {
  createIntent(asked: IntentAsked): Promise<StripeIntent>;
  findIntent(id: string): Promise<StripeIntent>;
  cancelIntent(id: string): Promise<StripeIntent>;
  refund(asked: RefundAsked): Promise<StripeRefund>;
  /** The refund that was asked for under this name (null: any that was done), or null where Stripe knows of none. */
  findRefund(paymentIntentId: string, name: string | null): Promise<StripeRefund | null>;
  /** Whether the key opens anything. */
  check(): Promise<void>;
}

export interface IntentAsked {
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly description: string;
}

export interface RefundAsked {
  /** Ours: the idempotency key, and by which it is found again. */
  readonly name: string;
  readonly paymentIntentId: string;
  /** In Stripe's units; null: all of it. */
  readonly amount: number | null;
}

const NAME = 'box_office_id';

export function callStripe(secretKey: string, api: StripeApi | null): StripeCalls {
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: api?.patience ?? PATIENCE,
    ...(api ? { host: api.host, port: api.port, protocol: api.protocol } : {}),
  });
  return {
    createIntent: (asked) =>
      told(async () =>
        intentOf(
          await stripe.paymentIntents.create(
            {
              amount: asked.amount,
              currency: asked.currency.toLowerCase(),
              automatic_payment_methods: { enabled: true },
              description: asked.description,
              metadata: { [NAME]: asked.name, order_id: asked.orderId, order_number: asked.orderNumber },
            },
            { idempotencyKey: asked.name },
          ),
        ),
      ),
    findIntent: (id) => told(async () => intentOf(await stripe.paymentIntents.retrieve(id))),
    cancelIntent: (id) => told(async () => intentOf(await stripe.paymentIntents.cancel(id))),
    refund: ({ name, paymentIntentId, amount }) =>
      told(async () =>
        refundOf(
          await stripe.refunds.create(
            { payment_intent: paymentIntentId, metadata: { [NAME]: name }, ...(amount === null ? {} : { amount }) },
            { idempotencyKey: name },
          ),
        ),
      ),
    findRefund: (paymentIntentId, name) =>
      told(async () => {
        for await (const refund of stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 }))
          if (name === null ? refund.status === 'succeeded' : refund.metadata?.[NAME] === name) return refundOf(refund);
        return null;
      }),
    check: () =>
      told(async () => {
        await stripe.paymentIntents.list({ limit: 1 });
      }),
  };
}

const INTENT_STATES: Readonly<Record<string, StripeIntent['state']>> = {
  succeeded: 'paid',
  processing: 'moving',
  requires_capture: 'moving',
  canceled: 'over',
};

const intentOf = (intent: Stripe.PaymentIntent): StripeIntent => ({
  id: intent.id,
  clientSecret: intent.client_secret ?? '',
  state: INTENT_STATES[intent.status] ?? 'open',
  received: intent.amount_received,
  currency: intent.currency.toUpperCase(),
});

const refundOf = (refund: Stripe.Refund): StripeRefund => ({
  id: refund.id,
  state:
    refund.status === 'succeeded'
      ? 'done'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'refused'
        : 'waiting',
  trouble: refund.status === 'succeeded' ? null : `Stripe says that the refund is ${refund.status ?? 'under way'}.`,
});

async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw troubleOf(error);
  }
}

const REFUSALS = new Set([400, 402, 404]);

function troubleOf(error: unknown): StripeTrouble {
  if (!(error instanceof Stripe.errors.StripeError))
    return new StripeTrouble('unknown', 'Stripe’s answer could not be read.');
  const status = error.statusCode ?? 0;
  if (status === 401 || status === 403)
    return new StripeTrouble('locked', 'Stripe does not accept the secret key, or it may not do this.');
  // Under an idempotency key in use nobody knows yet what becomes of the first call.
  const isKeyed = error.type === 'StripeIdempotencyError' || error.code === 'idempotency_key_in_use';
  if (REFUSALS.has(status) && !isKeyed && error.type !== 'StripeRateLimitError')
    return new StripeTrouble(
      'refused',
      error.message.slice(0, 500) || 'Stripe has refused.',
      error.code === 'charge_already_refunded',
    );
  if (status === 0) return new StripeTrouble('unknown', 'Stripe did not answer. Is there internet?');
  return new StripeTrouble('unknown', `Stripe is in trouble itself (${status}).`);
}

/** The payment intent that a signed event is about; null where it is about none. @throws 400 stripe_signature_invalid */
export function intentOfEvent(text: string, signature: string, secret: string, now: Milliseconds): string | null {
  let event: { readonly data: { readonly object: unknown } };
  try {
    event = Stripe.webhooks.constructEvent(text, signature, secret, TOLERANCE, undefined, now);
  } catch {
    throw new BoxOfficeError('stripe_signature_invalid', 'The signature is not Stripe’s, or is too old.');
  }
  const { id, payment_intent: intent } = event.data.object as { id?: unknown; payment_intent?: unknown };
  const about = [id, intent].find((candidate) => typeof candidate === 'string' && candidate.startsWith('pi_'));
  return typeof about === 'string' ? about : null;
}

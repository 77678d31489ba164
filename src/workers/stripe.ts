import type { Ledger, Trx } from '../db/ledger.ts';
import { findOrder, type OrderHead } from '../db/orders.ts';
import {
  dueStripePayments,
  dueStripeRefunds,
  findStripePayment,
  findStripeRefund,
  waitingRefundsOfEvent,
  type StripePaymentRow,
  type StripeRefundRow,
} from '../db/stripe.ts';
import { toInstant, type Milliseconds } from '../shared/instant.ts';
import { SYSTEM } from '../usecases/context.ts';
import * as payments from '../usecases/stripe-payments.ts';
import * as refunds from '../usecases/stripe-refunds.ts';
import { stripeKeysOf } from '../usecases/stripe-settings.ts';
import { inStripeUnits } from '../usecases/stripe-units.ts';
import type { Vault } from '../vault.ts';
import type { Worker } from './housekeeping.ts';
import {
  callStripe,
  intentOfEvent,
  StripeTrouble,
  type StripeApi,
  type StripeCalls,
  type StripeIntent,
  type StripeRefund,
} from './stripe-calls.ts';

export interface StripeOptions {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly now: () => Milliseconds;
  readonly log: { error(details: object, message: string): void };
  readonly api: StripeApi | null;
}

/** What the box office does at Stripe. All of it is in the ledger before and after, so that a crash loses nothing. */
export interface StripeDesk extends Worker {
  /** Takes a payment one step further: makes its intent, looks whether it was paid, sends it back. What it is then. */
  goOn(paymentId: string): Promise<StripePaymentRow | undefined>;
  /** Asks for a reserved refund. What it is then. */
  refund(refundId: string): Promise<StripeRefundRow | undefined>;
  /** Asks for all refunds that a cancelled event waits for, once each. */
  refundEvent(eventId: string): Promise<void>;
  /** Whether Stripe knows the secret key, in words. */
  test(): Promise<{ connected: boolean; message: string }>;
  /** Takes a signed event: the payment it is about is looked at now. @throws 400 stripe_signature_invalid */
  hear(event: { readonly text: string; readonly signature: string; readonly secret: string }): Promise<void>;
}

const LOOK: Milliseconds = 250;
/** So many are looked at before those that are due are asked for again, and so many refunds are asked for at a time. */
const SLICE = 50;
const AT_A_TIME = 4;

export function startStripe(options: StripeOptions): StripeDesk {
  const { ledger, log, now } = options;
  let stopped = false;
  const call = () => ({ actor: SYSTEM, now: now() });
  const underWay = new Map<string, Promise<unknown>>();

  /** One conversation with Stripe about a row at a time: whoever comes second waits for it and reads what came of it. */
  async function alone(id: string, talk: (stripe: StripeCalls) => Promise<void>): Promise<void> {
    const known = underWay.get(id);
    if (known) {
      await known;
      return;
    }
    const talking = (async () => {
      const keys = await stripeKeysOf(ledger.reads, options.vault);
      // Without keys nothing is asked, and so nothing is counted: it goes on as soon as they are there.
      if (typeof keys !== 'string' && !stopped) await talk(callStripe(keys.secretKey, options.api));
    })().finally(() => underWay.delete(id));
    underWay.set(id, talking);
    await talking;
  }

  const goOn = async (id: string): Promise<StripePaymentRow | undefined> => {
    await alone(id, async (stripe) => {
      const payment = await findStripePayment(ledger.reads, id);
      const order = payment && (await findOrder(ledger.reads, payment.order_id));
      if (!payment || !order) return;
      try {
        await step(stripe, payment, order);
      } catch (error) {
        if (!(error instanceof StripeTrouble)) throw error;
        await ledger.write((trx) => payments.postponePayment(trx, call(), id, error.message));
      }
    });
    return findStripePayment(ledger.reads, id);
  };

  async function step(stripe: StripeCalls, payment: StripePaymentRow, order: OrderHead): Promise<void> {
    if (payment.status === 'creating') return create(stripe, payment, order);
    const intentId = payment.payment_intent_id ?? '';
    if (payment.status === 'returning') return sendBack(stripe, payment, intentId);
    if (payment.status !== 'open') return;
    const intent = await stripe.findIntent(intentId);
    if (intent.state === 'open' && order.status !== 'pending') return cancel(stripe, payment, intentId);
    return hear(payment, intent);
  }

  async function create(stripe: StripeCalls, payment: StripePaymentRow, order: OrderHead): Promise<void> {
    const { id, amount, currency } = payment;
    // Nobody ever got its secret, so nobody can pay it.
    if (order.status !== 'pending') return ledger.write((trx) => payments.closedAtStripe(trx, call(), id, null));
    try {
      const intent = await stripe.createIntent({
        name: id,
        amount: inStripeUnits(amount, currency),
        currency,
        orderId: order.id,
        orderNumber: order.number,
        description: `${order.event_title}, ${order.number}`,
      });
      await ledger.write((trx) => payments.openedAtStripe(trx, call(), id, intent));
    } catch (error) {
      if (!(error instanceof StripeTrouble) || error.fault === 'unknown') throw error;
      await ledger.write((trx) => payments.closedAtStripe(trx, call(), id, error.message));
    }
  }

  async function cancel(stripe: StripeCalls, payment: StripePaymentRow, intentId: string): Promise<void> {
    try {
      await hear(payment, await stripe.cancelIntent(intentId));
    } catch (error) {
      if (!(error instanceof StripeTrouble) || error.fault !== 'refused') throw error;
      // Paid between our question and our wish.
      await hear(payment, await stripe.findIntent(intentId));
    }
  }

  /** Writes down what Stripe says of an intent. */
  async function hear(payment: StripePaymentRow, intent: StripeIntent): Promise<void> {
    const { id, amount, currency } = payment;
    await ledger.write(async (trx) => {
      if (intent.state === 'over') return payments.closedAtStripe(trx, call(), id, null);
      if (intent.state !== 'paid') return payments.postponePayment(trx, call(), id, null);
      const exact = intent.received === inStripeUnits(amount, currency) && intent.currency === currency;
      return payments.takeStripePayment(trx, call(), id, { paymentIntentId: intent.id, exact });
    });
    const after = await findStripePayment(ledger.reads, id);
    if (after?.status === 'returning') wake();
  }

  async function sendBack(stripe: StripeCalls, payment: StripePaymentRow, paymentIntentId: string): Promise<void> {
    const { id } = payment;
    const name = `${id}_return`;
    const returned = await (async () => {
      try {
        return (
          (await stripe.findRefund(paymentIntentId, name)) ??
          (await stripe.refund({ name, paymentIntentId, amount: null }))
        );
      } catch (error) {
        // Somebody was quicker, in Stripe's own dashboard.
        const known =
          error instanceof StripeTrouble && error.isRefunded ? await stripe.findRefund(paymentIntentId, null) : null;
        if (known) return known;
        throw error;
      }
    })();
    await ledger.write((trx) =>
      returned.state === 'done'
        ? payments.returnedByStripe(trx, call(), id, returned.id)
        : payments.postponePayment(trx, call(), id, returned.trouble ?? 'Stripe has not sent it back yet.'),
    );
  }

  const refund = async (id: string): Promise<StripeRefundRow | undefined> => {
    await alone(id, async (stripe) => {
      const asked = await ledger.write((trx) => refunds.beginAskingRefund(trx, id));
      const payment = asked && (await findStripePayment(ledger.reads, asked.stripe_payment_id));
      if (asked && payment) await askRefund(stripe, asked, payment);
    });
    return findStripeRefund(ledger.reads, id);
  };

  async function askRefund(stripe: StripeCalls, asked: StripeRefundRow, payment: StripePaymentRow): Promise<void> {
    const { id } = asked;
    const paymentIntentId = payment.payment_intent_id ?? '';
    // It was asked for before, and nobody knows what came of it: Stripe forgets an idempotency key after a day, but not a refund.
    const again = asked.attempts > 0;
    const ask = async (): Promise<StripeRefund | StripeTrouble> => {
      try {
        const amount = inStripeUnits(asked.amount, payment.currency);
        return await stripe.refund({ name: id, paymentIntentId, amount });
      } catch (error) {
        if (error instanceof StripeTrouble) return error;
        throw error;
      }
    };
    let answer: StripeRefund | StripeTrouble;
    try {
      answer = (again ? await stripe.findRefund(paymentIntentId, id) : null) ?? (await ask());
    } catch (error) {
      if (!(error instanceof StripeTrouble)) throw error;
      answer = new StripeTrouble('unknown', error.message);
    }
    await ledger.write((trx) => hearRefund(trx, id, answer, again));
  }

  function hearRefund(trx: Trx, id: string, answer: StripeRefund | StripeTrouble, again: boolean): Promise<void> {
    if (answer instanceof StripeTrouble) {
      // Where it is asked for the first time, a key that Stripe does not know has moved nothing. Later it tells nothing about before.
      const isNo = answer.fault === 'refused' || (answer.fault === 'locked' && !again);
      return (isNo ? refunds.undoStripeRefund : refunds.postponeStripeRefund)(trx, call(), id, answer.message);
    }
    const trouble = answer.trouble ?? '';
    if (answer.state === 'done') return refunds.completeStripeRefund(trx, call(), id, answer.id);
    if (answer.state === 'refused') return refunds.undoStripeRefund(trx, call(), id, trouble);
    return refunds.postponeStripeRefund(trx, call(), id, trouble);
  }

  async function refundEvent(eventId: string): Promise<void> {
    for (let after = ''; !stopped;) {
      const waiting = await waitingRefundsOfEvent(ledger.reads, eventId, AT_A_TIME, after);
      await Promise.all(waiting.map(({ id }) => refund(id)));
      const last = waiting.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  /** One that fails here keeps the others from nothing. */
  async function each(rows: readonly { id: string }[], work: (id: string) => Promise<unknown>): Promise<void> {
    for (const { id } of rows) {
      if (stopped) return;
      await work(id).catch((error: unknown) => {
        if (!stopped) log.error({ err: error, id }, 'Talking to Stripe failed; it will be tried again');
      });
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let resumeNow = (): void => undefined;
  let awake = false;
  const wake = (): void => {
    awake = true;
    resumeNow();
  };

  async function look(): Promise<void> {
    awake = false;
    try {
      if (typeof (await stripeKeysOf(ledger.reads, options.vault)) !== 'string') {
        const at = toInstant(now());
        await each(await dueStripeRefunds(ledger.reads, at, SLICE), refund);
        await each(await dueStripePayments(ledger.reads, at, SLICE), goOn);
      }
    } catch (error) {
      log.error({ err: error }, 'Looking after Stripe failed; it will be tried again');
    }
    if (stopped || awake) return;
    await new Promise<void>((resume) => {
      timer = setTimeout(resume, LOOK);
      timer.unref();
      resumeNow = resume;
    });
  }

  const running = (async () => {
    while (!stopped) await look();
  })();

  return {
    goOn,
    refund,
    refundEvent,
    test: async () => {
      const keys = await stripeKeysOf(ledger.reads, options.vault);
      if (typeof keys === 'string') return { connected: false, message: keys };
      try {
        await callStripe(keys.secretKey, options.api).check();
        return { connected: true, message: 'Stripe knows this box office.' };
      } catch (error) {
        if (!(error instanceof StripeTrouble)) throw error;
        return { connected: false, message: error.message };
      }
    },
    hear: async ({ text, signature, secret }) => {
      const intentId = intentOfEvent(text, signature, secret, now());
      if (intentId !== null && (await ledger.write((trx) => payments.nudgeStripePayment(trx, call(), intentId))))
        wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      wake();
      await running;
      await Promise.allSettled(underWay.values());
    },
  };
}

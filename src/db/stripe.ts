import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../shared/instant.ts';
import { readSecretSetting, writeSecretSetting } from './settings.ts';
import type { StripePaymentsTable, StripeRefundsTable, Tables } from './tables.ts';
import type { Trx } from './write-door.ts';

type Db = Kysely<Tables>;

export type StripePaymentRow = Selectable<StripePaymentsTable>;
export type StripeRefundRow = Selectable<StripeRefundsTable>;

/** The keys as they are kept: the secret ones sealed by the vault. */
export interface StripeSettings {
  readonly publishableKey: string | null;
  readonly sealedSecretKey: string | null;
  readonly sealedWebhookSecret: string | null;
}

const KEY = 'stripe';

const NONE: StripeSettings = { publishableKey: null, sealedSecretKey: null, sealedWebhookSecret: null };

export const readStripeSettings = async (db: Db): Promise<StripeSettings> => ({
  ...NONE,
  ...((await readSecretSetting(db, KEY)) as Partial<StripeSettings> | undefined),
});

export const writeStripeSettings = (trx: Trx, settings: StripeSettings): Promise<void> =>
  writeSecretSetting(trx, KEY, settings);

export const findStripePayment = (db: Db, id: string): Promise<StripePaymentRow | undefined> =>
  db.selectFrom('stripe_payments').selectAll().where('id', '=', id).executeTakeFirst();

/** All payments by Stripe that these orders ever had, oldest first. */
export const stripePaymentsOf = async (db: Db, orderIds: readonly string[]): Promise<StripePaymentRow[]> =>
  orderIds.length === 0
    ? []
    : db.selectFrom('stripe_payments').selectAll().where('order_id', 'in', orderIds).orderBy('id').execute();

/** The payment that an order waits for. */
export const openStripePayment = (db: Db, orderId: string): Promise<StripePaymentRow | undefined> =>
  db
    .selectFrom('stripe_payments')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('status', 'in', ['creating', 'open'])
    .executeTakeFirst();

/** The payment that paid an order. */
export const stripePaymentBehind = (db: Db, orderId: string): Promise<StripePaymentRow | undefined> =>
  db
    .selectFrom('stripe_payments')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('status', '=', 'paid')
    .executeTakeFirst();

/** Payments to be looked at, the longest due first. */
export const dueStripePayments = (db: Db, now: Instant, most: number): Promise<{ id: string }[]> =>
  db
    .selectFrom('stripe_payments')
    .select('id')
    .where('status', 'in', ['creating', 'open', 'returning'])
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(most)
    .execute();

export const findStripeRefund = (db: Db, id: string): Promise<StripeRefundRow | undefined> =>
  db.selectFrom('stripe_refunds').selectAll().where('id', '=', id).executeTakeFirst();

/** Refunds of these orders that Stripe has not answered. */
export const waitingStripeRefunds = async (db: Db, orderIds: readonly string[]): Promise<StripeRefundRow[]> =>
  orderIds.length === 0
    ? []
    : db
        .selectFrom('stripe_refunds')
        .selectAll()
        .where('order_id', 'in', orderIds)
        .where('status', '=', 'waiting')
        .orderBy('id')
        .execute();

/** Refunds that a cancelled event still waits for. */
export const waitingRefundsOfEvent = (db: Db, eventId: string, most: number, after = ''): Promise<{ id: string }[]> =>
  db
    .selectFrom('stripe_refunds')
    .innerJoin('orders', 'orders.id', 'stripe_refunds.order_id')
    .select('stripe_refunds.id')
    .where('orders.event_id', '=', eventId)
    .where('stripe_refunds.status', '=', 'waiting')
    .where('stripe_refunds.id', '>', after)
    .orderBy('stripe_refunds.id')
    .limit(most)
    .execute();

/** Refunds to be asked for, the longest due first. */
export const dueStripeRefunds = (db: Db, now: Instant, most: number): Promise<{ id: string }[]> =>
  db
    .selectFrom('stripe_refunds')
    .select('id')
    .where('status', '=', 'waiting')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .limit(most)
    .execute();

import type { Trx } from '../db/write-door.ts';
import { nextNumber } from '../db/sequences.ts';
import type { Settings } from '../db/settings.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { add, minus, type Minor, type MoneyIn } from '../shared/money.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { moneyOf } from './order-input.ts';

export interface Payment {
  readonly method: 'cash' | 'card' | 'comp' | 'stripe' | 'external';
  readonly tendered?: MoneyIn | null | undefined;
  readonly reference: string | null;
  readonly reason: string | null;
}

/** One of several payments of an order: how much of it is paid this way. */
export interface PaymentPart {
  readonly method: 'cash' | 'card';
  readonly amount: MoneyIn;
  readonly tendered?: MoneyIn | null | undefined;
  readonly reference: string | null;
}

/** How an order is paid: by one payment, or by several that add up to it. */
export interface Paying {
  readonly payment?: Payment | undefined;
  readonly payments?: readonly PaymentPart[] | undefined;
}

export interface Taken {
  readonly method: Payment['method'];
  readonly amount: Minor;
  readonly tendered: Minor | null;
  readonly change: Minor | null;
  readonly reference: string | null;
  readonly reason: string | null;
}

/**
 * Checks what was handed over against what is due. Several payments add up to it exactly, and only cash gives change.
 *
 * @throws 400 `tendered_too_little`, `payments_do_not_add_up`, or where a comp has no reason
 */
export function settle({ payment, payments }: Paying, due: Minor, currency: string): Taken[] {
  if (payments === undefined) return payment === undefined ? [] : [settleOne(payment, due, currency, 'payment')];
  const taken = payments.map((part, index) => {
    const path = `payments.${index}`;
    const amount = moneyOf(part.amount, currency, `${path}.amount`);
    if (amount === 0) throw invalidField(`${path}.amount`, 'must be more than nothing');
    return settleOne({ ...part, reason: null }, amount, currency, path);
  });
  if (add(...taken.map(({ amount }) => amount)) !== due)
    throw invalidField('payments', 'must add up to what the order costs', 'payments_do_not_add_up');
  return taken;
}

function settleOne(payment: Payment, due: Minor, currency: string, path: string): Taken {
  const { method, reference, reason } = payment;
  if (method === 'comp' && reason === null) throw invalidField(`${path}.reason`, 'A comp needs a reason');
  if (method !== 'cash') {
    if (payment.tendered != null) throw invalidField(`${path}.tendered`, 'Only cash is tendered');
    return { method, amount: due, tendered: null, change: null, reference, reason };
  }
  const tendered = payment.tendered == null ? due : moneyOf(payment.tendered, currency, `${path}.tendered`);
  if (tendered < due) throw invalidField(`${path}.tendered`, 'is less than what is due', 'tendered_too_little');
  return { method, amount: due, tendered, change: minus(tendered, due), reference, reason };
}

/** Cash to hand back; null unless cash was taken. */
export function changeOf(taken: readonly Taken[]): Minor | null {
  const change = taken.map((one) => one.change).filter((one) => one !== null);
  return change.length === 0 ? null : add(...change);
}

/** The ways in which an order is paid, for the audit: `cash`, or `card+cash`. */
export const methodsOf = ({ payment, payments }: Paying): string =>
  [...new Set(payments?.map(({ method }) => method) ?? [payment?.method])].join('+');

export async function recordPayments(
  trx: Trx,
  call: Call,
  orderId: string,
  taken: readonly Taken[],
  tillSessionId: string | null,
): Promise<void> {
  if (taken.length === 0) return;
  await trx
    .insertInto('payments')
    .values(
      taken.map((one) => ({
        id: newId('payment', call.now),
        order_id: orderId,
        ...one,
        taken_by: call.actor.id,
        till_session_id: tillSessionId,
        created_at: instantOf(call),
      })),
    )
    .execute();
}

/** Draws the next gapless receipt number: the number itself and as it is printed. */
export async function drawReceipt(
  trx: Trx,
  settings: Pick<Settings, 'receiptPrefix'>,
): Promise<{ number: number; text: string }> {
  const number = await nextNumber(trx, 'receipt');
  return { number, text: `${settings.receiptPrefix}${String(number).padStart(6, '0')}` };
}

/** Methods that a caller may use; money taken elsewhere comes in by the import alone. */
export function refuseMethod({ payment }: Paying, allowed: readonly Payment['method'][]): void {
  if (payment !== undefined && !allowed.includes(payment.method)) {
    throw new BoxOfficeError('payment_method_not_allowed', `Payment by ${payment.method} is not possible here.`, {
      fields: { 'payment.method': `must be one of ${allowed.join(', ')}` },
    });
  }
}

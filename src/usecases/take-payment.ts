import type { Trx } from '../db/write-door.ts';
import { nextNumber } from '../db/sequences.ts';
import type { Settings } from '../db/settings.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { minus, type Minor, type MoneyIn } from '../shared/money.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { moneyOf } from './order-input.ts';

export interface Payment {
  readonly method: 'cash' | 'card' | 'comp' | 'stripe' | 'external';
  readonly tendered?: MoneyIn | null | undefined;
  readonly reference: string | null;
  readonly reason: string | null;
}

export interface Taken {
  readonly method: Payment['method'];
  readonly amount: Minor;
  readonly tendered: Minor | null;
  readonly change: Minor | null;
}

/** Checks what was handed over against what is due. @throws 400 `tendered_too_little` or where a comp has no reason. */
export function settle(payment: Payment, due: Minor, currency: string): Taken {
  if (payment.method === 'comp' && payment.reason === null)
    throw invalidField('payment.reason', 'A comp needs a reason');
  if (payment.method !== 'cash') {
    if (payment.tendered != null) throw invalidField('payment.tendered', 'Only cash is tendered');
    return { method: payment.method, amount: due, tendered: null, change: null };
  }
  const tendered = payment.tendered == null ? due : moneyOf(payment.tendered, currency, 'payment.tendered');
  if (tendered < due) throw invalidField('payment.tendered', 'is less than what is due', 'tendered_too_little');
  return { method: 'cash', amount: due, tendered, change: minus(tendered, due) };
}

export async function recordPayment(
  trx: Trx,
  call: Call,
  orderId: string,
  payment: Payment,
  taken: Taken,
): Promise<void> {
  await trx
    .insertInto('payments')
    .values({
      id: newId('payment', call.now),
      order_id: orderId,
      method: taken.method,
      amount: taken.amount,
      tendered: taken.tendered,
      change: taken.change,
      reference: payment.reference,
      reason: payment.reason,
      taken_by: call.actor.id,
      created_at: instantOf(call),
    })
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
export function refuseMethod(payment: Payment, allowed: readonly Payment['method'][]): void {
  if (!allowed.includes(payment.method)) {
    throw new BoxOfficeError('payment_method_not_allowed', `Payment by ${payment.method} is not possible here.`, {
      fields: { 'payment.method': `must be one of ${allowed.join(', ')}` },
    });
  }
}

import type { checkout } from '../../../src/shared/orders.ts';
import type { Minor } from '../../../src/shared/money.ts';
import type { BodyOf } from '../../../src/shared/operation.ts';
import { previewSplit } from '../../lib/split.ts';
import type { Draft } from './draft.ts';
import type { Line } from './price.ts';

export type CheckoutBody = BodyOf<typeof checkout>;

/** What is left empty is left out. */
const said = <Name extends string>(name: Name, typed: string): { [key in Name]?: string } =>
  (typed.trim() === '' ? {} : { [name]: typed.trim() }) as { [key in Name]?: string };

function payingOf(draft: Draft, total: Minor, currency: string): Pick<CheckoutBody, 'payment' | 'payments'> {
  const { method, split } = draft;
  if (method !== 'split') return { payment: paymentOf({ ...draft, method }) };
  return { payments: previewSplit(split, total, currency).payments ?? [] };
}

type OnePayment = Omit<Draft, 'method'> & { readonly method: Exclude<Draft['method'], 'split'> };

function paymentOf({ method, tendered, reference, reason }: OnePayment): NonNullable<CheckoutBody['payment']> {
  switch (method) {
    case 'cash':
      return { method, ...said('tendered', tendered) };
    case 'card':
      return { method, ...said('reference', reference) };
    case 'comp':
      return { method, ...said('reason', reason) };
    case 'hold':
      // How it will be paid is said when it is paid.
      return { method: 'cash' };
  }
}

/** The sale as the server is asked for it. */
export function checkoutBody(
  { id: eventId, currency }: { readonly id: string; readonly currency: string },
  draft: Draft,
  lines: readonly Line[],
  total: Minor,
): CheckoutBody {
  const tickets = lines.filter(({ kind }) => kind === 'ticket');
  const addOns = lines.filter(({ kind }) => kind === 'addOn');
  return {
    eventId,
    items: tickets.map(({ id, count }) => ({ tierId: id, quantity: count })),
    ...(addOns.length > 0 && { addOns: addOns.map(({ id, count }) => ({ addOnId: id, quantity: count })) }),
    ...said('customerName', draft.customerName),
    ...said('customerEmail', draft.customerEmail),
    ...said('phone', draft.phone),
    ...said('promoCode', draft.promoCode),
    ...said('affiliateCode', draft.affiliateCode),
    ...payingOf(draft, total, currency),
    ...(draft.method === 'hold' && { hold: true }),
  };
}

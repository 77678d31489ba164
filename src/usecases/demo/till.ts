import { formatMoney, type Minor } from '../../shared/money.ts';
import type { Payment } from '../take-payment.ts';
import type { Chance } from './chance.ts';

const COMP_REASONS = [
  'Guest list of the band',
  'Press',
  'Local radio, prize draw',
  'Neighbours of the garden',
  'Volunteers',
  'Sponsor',
] as const;

export const compPayment = (chance: Chance): Payment => ({
  method: 'comp',
  reference: null,
  reason: chance.pickCommon(COMP_REASONS),
});

/** Money at the counter: a card with the terminal's slip number, or cash, exact or in whatever notes came out of the purse. */
export function payment(chance: Chance, total: Minor): Payment {
  if (chance.happens(0.58)) {
    const slip = String(chance.between(0, 999_999)).padStart(6, '0');
    return { method: 'card', reference: `T${chance.between(1, 2)}-${slip}`, reason: null };
  }
  const note = chance.weighted([
    [0, 30],
    [500, 15],
    [1_000, 20],
    [2_000, 15],
    [5_000, 20],
  ] as const);
  const tendered = note === 0 ? total : Math.ceil(total / note) * note;
  return { method: 'cash', tendered: formatMoney(tendered, 'EUR'), reference: null, reason: null };
}

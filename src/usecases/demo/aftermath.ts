import type { Minor } from '../../shared/money.ts';
import type { Calendar, Day } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Crowd } from './people.ts';
import { ticketsIn, type Aftermath, type Sale } from './sale.ts';

const RETURNED = ['Ill', 'Cannot come that day', 'Bought twice', 'Wrong date', 'Working that night'] as const;
const ONE_LESS = ['A friend cannot come', 'One too many', 'Child stays at home'] as const;
const GOODWILL = [
  'Seat behind a pillar',
  'Long queue at the bar',
  'Forgot the student discount',
  'Sound failed',
] as const;

type Paid = Pick<Sale, 'show' | 'day' | 'lines' | 'contact' | 'total'>;

/**
 * What comes of a paid order on a later day: most often nothing. Tickets are returned and passed on before the show, goodwill is asked for
 * at any time. All of it happens before today: at tonight's door the ledger stands still.
 */
export function drawAftermath(chance: Chance, calendar: Calendar, crowd: Crowd, sale: Paid): Aftermath | null {
  const kind = chance.weighted([
    ['none', 928],
    ['refund', 27],
    ['ticket', 18],
    ['amount', 12],
    ['transfer', 15],
  ] as const);
  if (kind === 'none' || sale.total < 1_000) return null;
  const end = kind === 'amount' ? 0 : Math.min(0, sale.show.day);
  const day: Day = sale.day + chance.between(1, 21);
  if (day >= end) return null;
  const at = calendar.counterMoment(chance, day);
  switch (kind) {
    case 'refund':
      return { kind, at, reason: chance.pickCommon(RETURNED) };
    case 'ticket':
      return ticketsIn(sale) > 1 ? { kind, at, reason: chance.pickCommon(ONE_LESS) } : null;
    case 'amount':
      return { kind, at, reason: chance.pickCommon(GOODWILL), amount: goodwill(chance, sale.total) };
    case 'transfer':
      return { kind, at, holder: crowd.companions(sale.contact, 1)[0] ?? 'A friend' };
  }
}

/** A tenth to a third of what was paid, in whole euros. */
const goodwill = (chance: Chance, total: Minor): Minor =>
  (Math.max(1, Math.floor((total * chance.between(10, 33)) / 10_000)) * 100) as Minor;

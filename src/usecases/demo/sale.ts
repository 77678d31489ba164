import { MINUTE, type Milliseconds } from '../../shared/instant.ts';
import type { Minor } from '../../shared/money.ts';
import type { Actor } from '../context.ts';
import type { Contact } from '../customers.ts';
import type { Payment } from '../take-payment.ts';
import type { Day } from './calendar.ts';
import type { Show, ShowAddOn, ShowTier } from './programme.ts';
import type { Promo } from './promos.ts';

/** How an order went: paid at the counter at once; or held, and then paid for, left to expire, released, or still waiting. */
export type Course = 'counter' | 'collected' | 'expired' | 'released' | 'waiting';

/** What came of a paid order later. */
export type Aftermath =
  | { readonly kind: 'refund'; readonly at: Milliseconds; readonly reason: string }
  | { readonly kind: 'amount'; readonly at: Milliseconds; readonly reason: string; readonly amount: Minor }
  | { readonly kind: 'ticket'; readonly at: Milliseconds; readonly reason: string }
  | { readonly kind: 'transfer'; readonly at: Milliseconds; readonly holder: string };

/** An order as the demo plans it, before the ledger makes it. */
export interface Sale {
  readonly show: Show;
  readonly day: Day;
  readonly at: Milliseconds;
  /** Who sells, or the visitor who ordered from outside. */
  readonly by: Actor;
  readonly course: Course;
  readonly contact: Contact;
  readonly lines: readonly {
    readonly tier: ShowTier;
    readonly quantity: number;
    readonly holders: readonly string[];
  }[];
  readonly addOns: readonly { readonly addOn: ShowAddOn; readonly quantity: number }[];
  readonly promo: Promo | null;
  readonly total: Minor;
  readonly payment: Payment;
  readonly aftermath: Aftermath | null;
}

export const ticketsIn = ({ lines }: Pick<Sale, 'lines'>): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Tickets that open the door when all is done. */
export function liveTickets(sale: Sale): number {
  if (sale.course !== 'counter' && sale.course !== 'collected') return 0;
  if (sale.aftermath?.kind === 'refund') return 0;
  return ticketsIn(sale) - (sale.aftermath?.kind === 'ticket' ? 1 : 0);
}

/** Holds a ticket that opens the door only later in the night. */
export const isEarly = ({ lines }: Sale): boolean => lines.some(({ tier }) => tier.validFrom !== undefined);

/** When the money was taken: those who ordered from outside walk over to the counter. */
export const paidAt = ({ course, at }: Sale): Milliseconds => (course === 'collected' ? at + 7 * MINUTE : at);

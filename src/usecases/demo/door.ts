import { randomUUID } from 'node:crypto';
import { MINUTE, type Milliseconds } from '../../shared/instant.ts';
import type { Actor } from '../context.ts';
import { scanTicket } from '../scan-ticket.ts';
import type { Deed } from './agenda.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Made } from './made.ts';
import { GATES, type Gate, type Show } from './programme.ts';
import { isEarly, liveTickets, paidAt, ticketsIn, type Sale } from './sale.ts';
import type { Team } from './team.ts';
import { codeOf, type FindCode } from './tickets.ts';

export interface Door {
  readonly chance: Chance;
  readonly calendar: Calendar;
  readonly team: Team;
  readonly made: Made;
}

/** A scan that lets somebody in: one ticket of an order, or all of them at once. */
export interface Entry {
  readonly sale: Sale;
  readonly at: Milliseconds;
  readonly gate: Gate;
  /** Which of the order's tickets, from 0. */
  readonly ticket: number;
  readonly party: boolean;
  readonly nonce: string;
}

/** Who comes to a show, when and to which gate, so that `share` of its tickets are admitted. */
export function planEntries({ chance, calendar }: Door, show: Show, sales: readonly Sale[], share: number): Entry[] {
  const until = Math.min(show.startsAt + 30 * MINUTE, calendar.now - 90_000);
  const over = until < calendar.now - 90_000;
  return whoComes(chance, show, sales, share, until).flatMap((sale) => {
    // The queue is longest shortly before the beginning; tonight it still grows.
    const [one, other] = [chance.fraction(), chance.fraction()];
    const reached = over ? (one + other) / 2 : Math.max(one, other);
    const at = Math.max(show.doorsAt + reached * (until - show.doorsAt), paidAt(sale) + 2 * MINUTE);
    const count = liveTickets(sale);
    const party = count > 3 || (count > 1 && chance.happens(0.7));
    const gate = gateFor(chance, sale);
    return Array.from({ length: party ? 1 : count }, (_, ticket) => ({
      sale,
      gate,
      ticket,
      party,
      at: at + ticket * chance.between(3_000, 9_000),
      nonce: randomUUID(),
    }));
  });
}

/** Those who bought at the door and the party of eight are in; of the others as many as are needed. */
function whoComes(chance: Chance, show: Show, sales: readonly Sale[], share: number, until: Milliseconds): Sale[] {
  let places = share * sales.reduce((sum, sale) => sum + liveTickets(sale), 0);
  const mayCome = sales.filter((sale) => !isEarly(sale) && paidAt(sale) < until - 5 * MINUTE);
  const isFirst = (sale: Sale): boolean => sale.at > show.doorsAt || ticketsIn(sale) === 8;
  const inOrder = [...mayCome.filter(isFirst), ...chance.shuffled(mayCome.filter((sale) => !isFirst(sale)))];
  return inOrder.filter((sale) => {
    if (places <= 0) return false;
    places -= liveTickets(sale);
    return liveTickets(sale) > 0;
  });
}

/** The gates that admit every tier of an order. */
export const gatesOf = (sale: Sale): Gate[] =>
  GATES.filter((gate) => sale.lines.every(({ tier }) => tier.gates === undefined || tier.gates.includes(gate)));

function gateFor(chance: Chance, sale: Sale): Gate {
  const gates = gatesOf(sale);
  if (gates.includes('VIP Door')) return 'VIP Door';
  return gates.includes('Garden Gate') && chance.happens(0.4) ? 'Garden Gate' : 'Main Entrance';
}

/** A scan as it comes about at a gate; by the gate's steward unless told. */
export interface Scan {
  readonly at: Milliseconds;
  readonly gate: Gate;
  readonly show: Show;
  readonly code: FindCode;
  readonly by?: Actor | undefined;
  readonly mode?: 'entry' | 'exit';
  readonly party?: boolean;
  readonly nonce?: string;
}

export const scan = ({ team, made }: Door, { at, gate, show, code, by, mode, party, nonce }: Scan): Deed => ({
  at,
  by: by ?? team.stewards[gate],
  act: async (trx, call) =>
    scanTicket(trx, call, {
      qrCode: await code(trx),
      gate,
      eventId: made.idOf(show),
      nonce: nonce ?? randomUUID(),
      mode: mode ?? 'entry',
      party: party ?? false,
      force: false,
      reason: null,
    }),
});

export const admit = (door: Door, { sale, ticket, ...entry }: Entry): Deed =>
  scan(door, { ...entry, show: sale.show, code: codeOf(door.made, sale, 'valid', ticket) });

import { CROCKFORD } from '../../shared/ids.ts';
import { MINUTE } from '../../shared/instant.ts';
import type { Deed } from './agenda.ts';
import type { Chance } from './chance.ts';
import { gatesOf, scan, type Door, type Entry } from './door.ts';
import { GATES, type Show } from './programme.ts';
import { isEarly, liveTickets, type Sale } from './sale.ts';
import { codeOf, retiredCode, type FindCode } from './tickets.ts';

/** Codes that a show's door refuses, a few for each reason. `elsewhere` are the orders of another show. */
export function planRefusals(
  door: Door,
  show: Show,
  sales: readonly Sale[],
  elsewhere: readonly Sale[],
  entries: readonly Entry[],
): Deed[] {
  const { chance, calendar, made } = door;
  const some = (count: number, of: readonly Sale[], fits: (sale: Sale) => boolean): Sale[] =>
    chance.shuffled(of.filter((sale) => sale.at < show.doorsAt && fits(sale))).slice(0, count);
  const codes: FindCode[] = [
    ...some(4, sales, ({ aftermath }) => aftermath?.kind === 'refund').map((sale) => codeOf(made, sale, 'refunded')),
    ...some(3, sales, ({ aftermath }) => aftermath?.kind === 'transfer').map((sale) => retiredCode(made, sale)),
    ...some(2, sales, ({ course }) => course === 'expired').map((sale) => codeOf(made, sale, 'cancelled')),
    ...some(5, sales, (sale) => isEarly(sale) && liveTickets(sale) > 0).map((sale) => codeOf(made, sale)),
    ...some(4, elsewhere, (sale) => liveTickets(sale) > 0).map((sale) => codeOf(made, sale)),
    ...Array.from({ length: 3 }, () => madeUpCode(chance)),
  ];
  const open = calendar.now - show.doorsAt;
  const dead = codes.map((code) => {
    const at = show.doorsAt + (0.1 + 0.88 * chance.fraction()) * open;
    return scan(door, { at, gate: chance.pick(GATES), show, code });
  });
  const mayStray = ({ sale, at }: Entry): boolean =>
    !gatesOf(sale).includes('VIP Door') && at > show.doorsAt + 9 * MINUTE;
  const strayed = chance.shuffled(entries.filter(mayStray)).slice(0, 6);
  return [
    ...dead,
    // Sent on to the right gate, where they are let in a minute later.
    ...strayed.map(({ sale, at, ticket }) =>
      scan(door, { at: at - MINUTE, gate: 'VIP Door', show, code: codeOf(made, sale, 'valid', ticket) }),
    ),
  ];
}

const LETTERS = CROCKFORD.split('');

/** A screenshot from a resale page: it looks right and was never sold. */
function madeUpCode(chance: Chance): FindCode {
  const code = `TW-GENERAL-${Array.from({ length: 10 }, () => chance.pick(LETTERS)).join('')}`;
  return () => Promise.resolve(code);
}

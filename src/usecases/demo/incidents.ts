import { MINUTE, type Milliseconds } from '../../shared/instant.ts';
import { undoScan } from '../undo-scan.ts';
import type { Deed } from './agenda.ts';
import { gatesOf, scan, type Door, type Entry } from './door.ts';
import { GATES } from './programme.ts';
import { liveTickets } from './sale.ts';
import { codeOf } from './tickets.ts';

const UNDO_REASONS = ['Scanned the wrong phone', 'Went back to the car', 'Wrong queue'] as const;
/** How long a steward needs to see the mistake; meanwhile the gate scans nobody else. */
const SECOND_THOUGHT: Milliseconds = 5_000;

/** What happens to some who came alone and are in: scanned twice, out for a smoke, let in by mistake. Each to others. */
export function planIncidents(door: Door, entries: readonly Entry[]): Deed[] {
  const { chance, calendar } = door;
  const inLong = ({ sale, at }: Entry): boolean => liveTickets(sale) === 1 && at < calendar.now - 20 * MINUTE;
  const alone = chance.shuffled(entries.filter(inLong));
  const quiet = beforeALull(entries);
  const mistaken = alone.filter((entry) => quiet.has(entry)).slice(0, 7);
  const others = alone.filter((entry) => !mistaken.includes(entry));
  const again = others.splice(0, 12);
  const smokers = others.filter(({ sale }) => gatesOf(sale).includes('Garden Gate')).slice(0, 14);
  return [
    ...again.map((entry) => scanAgain(door, entry)),
    ...smokers.flatMap((entry, index) => stepOut(door, entry, index % 3 > 0)),
    ...mistaken.flatMap((entry, index) => takeBack(door, entry, index % 2 > 0)),
  ];
}

/** The entries after which their gate rests long enough for a second thought. */
function beforeALull(entries: readonly Entry[]): Set<Entry> {
  const quiet = new Set<Entry>();
  for (const gate of GATES) {
    const here = entries.filter((entry) => entry.gate === gate).sort((one, other) => one.at - other.at);
    for (const [index, entry] of here.entries()) {
      const next = here[index + 1];
      if (next && next.at - entry.at > 2 * SECOND_THOUGHT) quiet.add(entry);
    }
  }
  return quiet;
}

/** The same code on another phone, or the same person in two queues. */
const scanAgain = (door: Door, { sale, at, gate }: Entry): Deed =>
  scan(door, { at: at + door.chance.between(1, 12) * MINUTE, gate, show: sale.show, code: codeOf(door.made, sale) });

/** Out at the garden gate, where somebody of the box office lends a hand, and most often in again. */
function stepOut(door: Door, { sale, at }: Entry, comesBack: boolean): Deed[] {
  const by = door.team.counter[0];
  const out = at + door.chance.between(8, 14) * MINUTE;
  const here = { gate: 'Garden Gate', show: sale.show, by, code: codeOf(door.made, sale) } as const;
  const exit = scan(door, { ...here, at: out, mode: 'exit' });
  return comesBack ? [exit, scan(door, { ...here, at: out + 4 * MINUTE })] : [exit];
}

/** Undone by the steward at once; some come back and are let in by the box office. */
function takeBack(door: Door, { sale, at, gate, nonce }: Entry, comesBack: boolean): Deed[] {
  const reason = door.chance.pick(UNDO_REASONS);
  const undo: Deed = {
    at: at + SECOND_THOUGHT,
    by: door.team.stewards[gate],
    act: (trx, call) => undoScan(trx, call, { nonce, reason }),
  };
  if (!comesBack) return [undo];
  const back = { at: at + 6 * MINUTE, gate, show: sale.show, by: door.team.counter[0], code: codeOf(door.made, sale) };
  return [undo, scan(door, back)];
}

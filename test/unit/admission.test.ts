import { describe, expect, it } from 'vitest';
import { refusalOf, type CodeFacts, type ScanRequest } from '../../src/domain/admission.ts';
import { SCAN_REFUSALS, type ScanRefusal } from '../../src/shared/scan.ts';

type Facts = Extract<CodeFacts, { known: 'ticket' }>;

const NOW = '2026-07-15T20:00:00.000Z';
const LATER = '2026-07-15T21:00:00.000Z';

const good: Facts = {
  known: 'ticket',
  eventId: 'evt_party',
  eventStatus: 'published',
  ticketStatus: 'valid',
  validFrom: null,
  validUntil: null,
  gates: null,
  reentry: true,
  inside: false,
  wasInside: false,
};
const entry: ScanRequest = { mode: 'entry', eventId: 'evt_party', gate: 'North', force: false };

/** What makes each refusal of a known ticket, in the order of the contract. */
const FAULTS: readonly [ScanRefusal, Partial<Facts>][] = [
  ['wrong_event', { eventId: 'evt_other' }],
  ['event_cancelled', { eventStatus: 'cancelled' }],
  ['ticket_refunded', { ticketStatus: 'refunded' }],
  ['order_unpaid', { ticketStatus: 'held' }],
  ['not_yet_valid', { validFrom: LATER }],
  ['wrong_gate', { gates: ['South'] }],
  ['already_checked_in', { inside: true, wasInside: true }],
];

describe('an entry', () => {
  it('is free for a valid ticket', () => {
    expect(refusalOf(good, entry, NOW)).toBeNull();
  });

  it('is refused for a code that is none, or was given away', () => {
    expect(refusalOf({ known: 'never' }, entry, NOW)).toBe('unknown_ticket');
    expect(refusalOf({ known: 'transferred' }, entry, NOW)).toBe('ticket_transferred');
  });

  it.each(FAULTS)('is refused as %s', (refusal, fault) => {
    expect(refusalOf({ ...good, ...fault }, entry, NOW)).toBe(refusal);
  });

  it.each(FAULTS.map(([refusal], index) => [refusal, FAULTS.slice(index)] as const))(
    'names %s first where everything after it is wrong as well',
    (refusal, faults) => {
      expect(refusalOf({ ...good, ...faultsOf(faults) }, entry, NOW)).toBe(refusal);
    },
  );

  it('goes through the reasons in the order of the contract', () => {
    const order = SCAN_REFUSALS.filter((refusal) => FAULTS.some(([name]) => name === refusal));
    expect(FAULTS.map(([name]) => name)).toEqual(order);
  });

  it('is possible again after an exit, but for tiers without re-entry', () => {
    expect(refusalOf({ ...good, wasInside: true }, entry, NOW)).toBeNull();
    expect(refusalOf({ ...good, wasInside: true, reentry: false }, entry, NOW)).toBe('already_checked_in');
  });

  it('is refused on a hold that ran out', () => {
    expect(refusalOf({ ...good, ticketStatus: 'cancelled' }, entry, NOW)).toBe('order_unpaid');
  });

  it.each<[Partial<Facts>, ScanRefusal | null]>([
    [{ validFrom: NOW }, null],
    [{ validUntil: NOW }, 'not_yet_valid'],
    [{ validUntil: LATER }, null],
    [{ validFrom: LATER }, 'not_yet_valid'],
  ])('within %j is %s', (window, refusal) => {
    expect(refusalOf({ ...good, ...window }, entry, NOW)).toBe(refusal);
  });

  it.each<[readonly string[] | null, string | null, ScanRefusal | null]>([
    [null, null, null],
    [['North'], 'North', null],
    [['North'], ' north ', null],
    [['South', 'North'], 'North', null],
    [['South'], 'North', 'wrong_gate'],
    [['South'], null, 'wrong_gate'],
    [[], 'North', 'wrong_gate'],
  ])('with the gates %j at %s is %s', (gates, gate, refusal) => {
    expect(refusalOf({ ...good, gates }, { ...entry, gate }, NOW)).toBe(refusal);
  });

  it('asks no event of a scanner that is bound to none', () => {
    expect(refusalOf(good, { ...entry, eventId: null }, NOW)).toBeNull();
  });
});

describe('a manager’s word', () => {
  it.each(FAULTS)('against %s', (refusal, fault) => {
    const overruled: readonly ScanRefusal[] = ['wrong_event', 'not_yet_valid', 'wrong_gate'];
    const expected = overruled.includes(refusal) ? null : refusal;
    expect(refusalOf({ ...good, ...fault }, { ...entry, force: true }, NOW)).toBe(expected);
  });
});

describe('an exit', () => {
  const exit: ScanRequest = { ...entry, mode: 'exit' };

  it('is for who is inside', () => {
    expect(refusalOf({ ...good, inside: true }, exit, NOW)).toBeNull();
    expect(refusalOf({ ...good, wasInside: true }, exit, NOW)).toBe('not_checked_in');
    expect(refusalOf({ ...good, inside: true, eventId: 'evt_other' }, exit, NOW)).toBe('wrong_event');
  });

  it('is never kept from anybody who is inside, whatever became of the ticket', () => {
    const inside = {
      ...good,
      inside: true,
      ticketStatus: 'refunded',
      eventStatus: 'cancelled',
      validUntil: NOW,
    } as const;
    expect(refusalOf(inside, exit, NOW)).toBeNull();
  });
});

/** All these faults at once; where two are of the same field, the earlier one counts. */
function faultsOf(faults: readonly (readonly [ScanRefusal, Partial<Facts>])[]): Partial<Facts> {
  return Object.assign({}, ...faults.map(([, fault]) => fault).reverse()) as Partial<Facts>;
}

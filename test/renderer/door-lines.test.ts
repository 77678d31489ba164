import { describe, expect, it } from 'vitest';
import type { liveEvent } from '../../src/shared/events.ts';
import type { AnswerOf } from '../../src/shared/operation.ts';
import type { Entry } from '../../renderer/features/scan/door.ts';
import { doorLines, lastAdmission } from '../../renderer/features/scan/door-lines.ts';
import type { Verdict } from '../../renderer/features/scan/verdict.ts';

type Recent = AnswerOf<typeof liveEvent>['recent'][number];

const minute = (count: number): string => `2026-07-15T20:0${count}:00.000Z`;

const buildRecent = (changes: Partial<Recent> = {}): Recent => ({
  at: minute(1),
  result: 'admitted',
  ticketId: 'tkt_ana',
  holderName: 'Ana Torres',
  tierName: 'VIP',
  gate: 'North',
  nonce: 'n1',
  ...changes,
});

const ticket = {
  ticketId: 'tkt_ana',
  orderId: 'ord_1',
  orderNumber: 'TW-2026-A1B2C3',
  holderName: 'Ana Torres',
  tierName: 'VIP',
  eventId: 'evt_1',
  eventTitle: 'Summer Pool Party',
};

const admitted = (nonce: string): Verdict => ({
  kind: 'admitted',
  scan: { result: 'admitted', ticket, party: [ticket], gate: 'North', checkedInAt: minute(1), nonce },
});

const unknownCode: Verdict = {
  kind: 'refused',
  refusal: {
    error: '',
    code: 'unknown_ticket',
    ticket: null,
    checkedInAt: null,
    gate: null,
    holder: null,
    nonce: 'n2',
  },
};

const buildEntry = (verdict: Verdict, changes: Partial<Entry> = {}): Entry => ({
  id: 1,
  at: minute(1),
  body: { qrCode: 'TW-VIP-0123456789', gate: 'North', mode: 'entry' },
  verdict,
  undone: false,
  look: 1,
  ...changes,
});

describe('the history of the door', () => {
  it('tells a scan once, though this machine and the box office both know it', () => {
    const lines = doorLines([buildEntry(admitted('n1'))], [buildRecent()]);
    expect(lines).toMatchObject([{ result: 'admitted', who: 'Ana Torres', what: 'VIP', gate: 'North', undo: 'n1' }]);
  });

  it('keeps what the box office does not know: a scan without an answer, and the code that was read', () => {
    const silent = buildEntry({ kind: 'unknown', code: 'offline' }, { id: 2, at: minute(3) });
    const nobodys = buildEntry(unknownCode, { id: 3, at: minute(2) });
    const recent = buildRecent({
      nonce: 'n2',
      at: minute(2),
      result: 'unknown_ticket',
      holderName: null,
      tierName: null,
    });
    const lines = doorLines([silent, nobodys], [{ ...recent, ticketId: null }]);
    expect(lines.map(({ result, what }) => [result, what])).toEqual([
      ['unknown', 'TW-VIP-0123456789'],
      ['unknown_ticket', 'TW-VIP-0123456789'],
    ]);
  });

  it('puts the latest first, whichever gate it was at', () => {
    const lines = doorLines([], [buildRecent(), buildRecent({ at: minute(4), gate: 'South', nonce: 'n4' })]);
    expect(lines.map(({ gate }) => gate)).toEqual(['South', 'North']);
  });
});

describe('an admission', () => {
  it('can be taken back as long as nothing happened to its ticket since', () => {
    const entered = buildRecent();
    const refusedSince = buildRecent({ at: minute(2), nonce: 'n2', result: 'already_checked_in' });
    const leftSince = buildRecent({ at: minute(3), nonce: 'n3', result: 'exited' });
    const undoOf = (...recent: Recent[]) => doorLines([], recent).map(({ undo }) => undo);
    expect(undoOf(entered, refusedSince)).toEqual([null, 'n1']);
    expect(undoOf(entered, leftSince)).toEqual([null, null]);
    expect(undoOf({ ...entered, result: 'undone' })).toEqual([null]);
  });

  it('that "the last" means is the latest at this gate', () => {
    const elsewhere = buildRecent({ at: minute(5), gate: 'South', nonce: 'n5', ticketId: 'tkt_jose' });
    const lines = doorLines([], [buildRecent(), elsewhere]);
    expect(lastAdmission(lines, 'North')?.undo).toBe('n1');
    expect(lastAdmission(lines, null)).toBeUndefined();
  });
});

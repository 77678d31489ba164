import { describe, expect, it } from 'vitest';
import { statusRefusal } from '../../src/domain/event-status.ts';
import { promoCounts, type PromoFacts } from '../../src/domain/promo.ts';
import { undoRefusal, UNDO_WINDOW, type UndoFacts } from '../../src/domain/undo.ts';
import type { EventStatus } from '../../src/shared/events.ts';
import type { Role } from '../../src/shared/operation.ts';

const NOW = '2026-07-15T20:00:00.000Z';

describe('the status of an event', () => {
  it.each<[EventStatus, EventStatus, boolean, string | null]>([
    ['draft', 'published', false, null],
    ['published', 'draft', false, null],
    ['published', 'draft', true, 'event_has_orders'],
    ['published', 'completed', true, null],
    ['draft', 'completed', false, 'status_not_possible'],
    ['completed', 'published', true, null],
    ['published', 'published', true, null],
    ['draft', 'cancelled', false, 'use_cancel'],
    ['published', 'cancelled', true, 'use_cancel'],
    ['cancelled', 'published', true, 'event_cancelled'],
    ['cancelled', 'draft', false, 'event_cancelled'],
  ])('goes from %s to %s (orders: %s): %s', (from, to, hasOrders, refusal) => {
    expect(statusRefusal(from, to, hasOrders)).toBe(refusal);
  });
});

describe('a promo code', () => {
  const event = { id: 'evt_party', currency: 'EUR' };
  const percent: PromoFacts = {
    active: true,
    eventId: null,
    currency: 'EUR',
    isAmount: false,
    validFrom: null,
    validUntil: null,
  };

  it.each<[string, Partial<PromoFacts>, boolean]>([
    ['as it is', {}, true],
    ['switched off', { active: false }, false],
    ['of this event', { eventId: 'evt_party' }, true],
    ['of another event', { eventId: 'evt_other' }, false],
    ['with an amount of another currency', { isAmount: true, currency: 'JPY' }, false],
    ['with a percentage, whatever its currency', { currency: 'JPY' }, true],
    ['from this instant', { validFrom: NOW }, true],
    ['from the next one', { validFrom: '2026-07-15T20:00:00.001Z' }, false],
    ['until this instant', { validUntil: NOW }, false],
    ['until the next one', { validUntil: '2026-07-15T20:00:00.001Z' }, true],
  ])('%s counts: %s', (_what, change, counts) => {
    expect(promoCounts({ ...percent, ...change }, event, NOW)).toBe(counts);
  });
});

describe('taking an admission back', () => {
  const now = Date.parse(NOW);
  const own: UndoFacts = { admittedBy: 'dev_1', admittedAt: NOW, isLastOfScanner: true, open: true };

  it.each<[string, Role, Partial<UndoFacts>, number, string | null]>([
    ['its own last one', 'scanner', {}, now, null],
    ['at the last moment', 'scanner', {}, now + UNDO_WINDOW, null],
    ['too late', 'scanner', {}, now + UNDO_WINDOW + 1, 'undo_too_late'],
    ['not its last one', 'scanner', { isLastOfScanner: false }, now, 'forbidden'],
    ['somebody else’s', 'scanner', { admittedBy: 'dev_2' }, now, 'forbidden'],
    ['somebody else’s, hours later', 'staff', { admittedBy: 'dev_2', isLastOfScanner: false }, now + 1e8, null],
    ['one that ended already', 'staff', { open: false }, now, 'nothing_to_undo'],
  ])('%s by a %s', (_what, role, change, at, refusal) => {
    expect(undoRefusal({ ...own, ...change }, { id: 'dev_1', role }, at)).toBe(refusal);
  });
});

import { describe, expect, it } from 'vitest';
import { previewSplit } from '../../renderer/lib/split.ts';
import { guestsOf } from '../../renderer/features/sell/guests.ts';
import { denominationsOf, sumOf } from '../../renderer/features/till/counting.ts';
import type { Minor } from '../../src/shared/money.ts';

const TOTAL = 15_000 as Minor;
const card = (amount: string, reference = '') => ({ amount, reference });

describe('an order paid in parts', () => {
  it('is what the cards pay and the rest in cash, with change from the cash', () => {
    expect(previewSplit({ cards: [card('100', ' 4711 ')], tendered: '60' }, TOTAL, 'EUR')).toEqual({
      rest: 5_000,
      change: 1_000,
      payments: [
        { method: 'card', amount: '100', reference: '4711' },
        { method: 'cash', amount: '50.00', tendered: '60' },
      ],
    });
  });

  it('needs no cash where the cards pay all of it', () => {
    const { rest, payments } = previewSplit({ cards: [card('100'), card('50')], tendered: '' }, TOTAL, 'EUR');
    expect(rest).toBe(0);
    expect(payments?.map(({ method }) => method)).toEqual(['card', 'card']);
  });

  it.each([
    ['no card at all', [card('')], ''],
    ['more than it costs', [card('100'), card('50.01')], ''],
    ['nothing on a card', [card('0')], ''],
    ['no amount', [card('1.234')], ''],
    ['less cash than the rest', [card('100')], '49.99'],
  ])('is not ready with %s', (_, cards, tendered) => {
    expect(previewSplit({ cards, tendered }, TOTAL, 'EUR').payments).toBeNull();
  });
});

it('takes the names of a pasted list, whatever stands before them', () => {
  expect(guestsOf('1. Ana Torres\r\n2)  Bo   Li\n- Zoë\n•  Pat\n\n   \n12 Max')).toEqual([
    'Ana Torres',
    'Bo Li',
    'Zoë',
    'Pat',
    'Max',
  ]);
});

it('counts notes and coins of a currency', () => {
  expect(denominationsOf('EUR').slice(0, 3)).toEqual([50_000, 20_000, 10_000]);
  expect(denominationsOf('EUR').at(-1)).toBe(1);
  expect(denominationsOf('JPY').slice(0, 3)).toEqual([50_000, 20_000, 10_000]);
  expect(
    sumOf(
      new Map([
        [5_000, 2],
        [1, 3],
      ]),
    ),
  ).toBe(10_003);
});

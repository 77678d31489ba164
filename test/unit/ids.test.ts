import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_PREFIXES, normalizeCode, slugOf, tierMark } from '../../src/shared/ids.ts';
import { newId, newOrderNumber, newQrCode, randomCode } from '../../src/usecases/new-id.ts';

const AT = Date.parse('2026-07-15T20:00:00.000Z');

describe('an id', () => {
  it('is a prefix and 26 characters that survive being read aloud', () => {
    for (const [kind, prefix] of Object.entries(ID_PREFIXES) as [keyof typeof ID_PREFIXES, string][]) {
      expect(newId(kind, AT)).toMatch(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`));
    }
  });

  it('sorts after those made before it, within a millisecond too', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(times, (gaps) => {
        let at = AT;
        const ids = gaps.map((gap) => newId('order', (at += gap)));
        expect(ids).toEqual([...new Set(ids)].sort());
      }),
    );
  });

  it('is another one every time, whatever the clock does', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => newId('ticket', AT - (index % 7)));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a QR code', () => {
  it('is TW, one to eight letters or digits of the tier, and ten random characters, for any name of a tier', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (tierName) => {
        expect(newQrCode(tierName)).toMatch(/^TW-[A-Z0-9]{1,8}-[0-9A-HJKMNP-TV-Z]{10}$/);
      }),
    );
  });

  it.each([
    ['VIP', 'VIP'],
    ['General Admission', 'GENERALA'],
    ['Früh & günstig', 'FRUHGUNS'],
    ['前売り', 'TKT'],
    ['Straße', 'STRASSE'],
  ])('of %s is marked %s', (tierName, mark) => {
    expect(tierMark(tierName)).toBe(mark);
  });

  it('is found however it was typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('VIP', 'Early Bird'), fc.array(fc.boolean()), (tierName, capitals) => {
        const code = newQrCode(tierName);
        const typed = Array.from(code, (sign, index) => (capitals[index] ? sign.toLowerCase() : sign)).join(' ');
        expect(normalizeCode(`  ${typed}\r\n`)).toBe(code);
        expect(normalizeCode(normalizeCode(typed))).toBe(normalizeCode(typed));
      }),
    );
  });

  it('draws every sign of its alphabet about as often as any other', () => {
    const counts = new Map<string, number>();
    for (const sign of randomCode(64_000)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(300);
  });
});

it('an order number carries the year', () => {
  expect(newOrderNumber(2026)).toMatch(/^TW-2026-[0-9A-HJKMNP-TV-Z]{6}$/);
});

describe('a slug', () => {
  it.each([
    ['Summer Pool Party', 'summer-pool-party-2026'],
    ['  ¡Fiesta, año nuevo!  ', 'fiesta-ano-nuevo-2026'],
    ['夏祭り', 'event-2026'],
    ['a'.repeat(59) + ' b', `${'a'.repeat(59)}-2026`],
  ])('of %j is %s', (title, slug) => {
    expect(slugOf(title, '2026-07-15')).toBe(slug);
  });

  it('fits into an address, for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
        expect(slugOf(title, '2026-07-15')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*-2026$/);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { WedgeBurst, type Key } from '../../renderer/lib/decoding/wedge-burst.ts';

const US_PLACE: Record<string, string> = { '-': 'Minus', Enter: 'Enter', Tab: 'Tab', Shift: 'ShiftLeft', ' ': 'Space' };
const placeOf = (key: string): string =>
  US_PLACE[key] ?? (/\d/.test(key) ? `Digit${key}` : /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : 'Quote');

const lettersOf = (text: string): string[] => text.split('');

/** The keys of `text`, `gap` ms apart. */
const keysOf = (text: readonly string[], gap: number, start = 1000): Key[] =>
  text.map((key, index) => ({ key, code: placeOf(key), at: start + index * gap }));

/** What the burst answers to these keys, without the nulls. */
function codesOf(keys: readonly Key[]): string[] {
  const burst = new WedgeBurst();
  return keys.map((key) => burst.take(key)).filter((code) => code !== null);
}

describe('a scanner that acts as a keyboard', () => {
  it('is heard when it ends with Enter or with Tab', () => {
    expect(codesOf(keysOf([...lettersOf('TW-VIP-0123456789'), 'Enter'], 8))).toEqual(['TW-VIP-0123456789']);
    expect(codesOf(keysOf([...lettersOf('TW-VIP-0123456789'), 'Tab'], 34))).toEqual(['TW-VIP-0123456789']);
  });

  it('may hold Shift for capitals', () => {
    const keys = lettersOf('TW-VIP-01').flatMap((key) => (/[A-Z]/.test(key) ? ['Shift', key] : [key]));
    expect(codesOf(keysOf([...keys, 'Enter'], 10))).toEqual(['TW-VIP-01']);
  });

  it('is heard twice when it scans twice', () => {
    const first = keysOf([...lettersOf('TW-VIP-01'), 'Enter'], 8);
    const second = keysOf([...lettersOf('TW-VIP-02'), 'Enter'], 8, 1090);
    expect(codesOf([...first, ...second])).toEqual(['TW-VIP-01', 'TW-VIP-02']);
  });

  it('is heard after a word that a person had begun to type', () => {
    const typed = keysOf(lettersOf('jane'), 150);
    const scanned = keysOf([...lettersOf('TW-VIP-01'), 'Enter'], 8, 1900);
    expect(codesOf([...typed, ...scanned])).toEqual(['TW-VIP-01']);
  });

  it('is understood on a German layout, where its hyphen is an ß and Y and Z change places', () => {
    const german: Record<string, string> = { '-': 'ß', Z: 'Y', Y: 'Z' };
    const keys = keysOf([...lettersOf('TW-LAZY-01'), 'Enter'], 8).map((key) => ({
      ...key,
      key: german[key.key] ?? key.key,
    }));
    expect(codesOf(keys)).toEqual(['TW-LAZY-01']);
  });

  it("is understood on a Spanish layout, where its hyphen is an apostrophe, and keeps another system's code as it is", () => {
    const keys = keysOf([...lettersOf('TW-VIP-01'), 'Enter'], 8).map((key) =>
      key.key === '-' ? { ...key, key: "'" } : key,
    );
    expect(codesOf(keys)).toEqual(['TW-VIP-01']);
    expect(codesOf(keysOf([...lettersOf('{"id":7}'), 'Enter'], 8))).toEqual(['{"id":7}']);
  });
});

describe('a person', () => {
  it('is never taken for a scanner, however quick', () => {
    expect(codesOf(keysOf([...lettersOf('TW-VIP-0123456789'), 'Enter'], 36))).toEqual([]);
  });

  it('may roll a few keys at once', () => {
    expect(codesOf(keysOf([...lettersOf('jose'), 'Enter'], 20))).toEqual([]);
  });

  it('may press Enter on its own, and long after a scanner that sends none', () => {
    expect(codesOf(keysOf(['Enter', 'Enter'], 10))).toEqual([]);
    const unended = keysOf(lettersOf('TW-VIP-01'), 8);
    expect(codesOf([...unended, { key: 'Enter', code: 'Enter', at: 3000 }])).toEqual([]);
  });

  it('ends a burst by any key that types nothing', () => {
    expect(codesOf(keysOf([...lettersOf('TW-VIP-0'), 'ArrowLeft', '1', 'Enter'], 8))).toEqual([]);
  });
});

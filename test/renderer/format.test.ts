import { beforeEach, describe, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.stubGlobal('navigator', { languages: ['en-GB', 'es-ES'] });
  vi.resetModules();
});

const formatIn = async (language: string) => (await import('../../renderer/lib/format.ts')).formatFor(language);

/** Spaces that do not break are as good as spaces here. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  test('money has the digits of its currency', async () => {
    const format = await formatIn('en');
    expect(format.money('1250.00', 'EUR')).toBe('€1,250.00');
    expect(format.money('2500', 'JPY')).toBe('¥2,500');
    expect(format.money('-5.50', 'EUR')).toBe('-€5.50');
  });

  test('money and days are written as the language does', async () => {
    const format = await formatIn('es');
    expect(plain(format.money('1250.00', 'EUR'))).toBe('1250,00 €');
    expect(format.day('2026-07-25')).toBe('sáb, 25 jul 2026');
  });

  test('an instant is told on the clock of the zone', async () => {
    const format = await formatIn('en');
    expect(format.time('2026-07-15T22:15:30.000Z', 'Europe/Madrid')).toBe('00:15');
    expect(format.dateTime('2026-07-15T22:15:30.000Z', 'Europe/Madrid')).toBe('16 Jul, 00:15');
  });

  test('what is near is told by its distance', async () => {
    const format = await formatIn('en');
    const now = Date.parse('2026-07-15T20:00:00.000Z');
    expect(format.relative('2026-07-15T22:00:00.000Z', now)).toBe('in 2 hours');
    expect(format.relative('2026-07-15T19:57:00.000Z', now)).toBe('3 minutes ago');
  });
});

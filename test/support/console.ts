// The built console in a browser, against the built server over a fresh ledger.
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { createEvent, type EventOut } from '../../src/shared/events.ts';
import type { BodyOf } from '../../src/shared/operation.ts';
import { eventBody } from './build-event.ts';
import { serveOffice, type ServedOffice } from './served-office.ts';

interface Fixtures {
  office: ServedOffice;
  /** Opens a screen as the owner, or with another token. */
  openConsole: (path: string, options?: { token?: string; theme?: 'light' | 'dark' }) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  // Playwright wants the pattern, though nothing of it is needed.
  office: async ({ browserName: _ }, use) => {
    const office = await serveOffice();
    await use(office);
    await office.stop();
  },
  openConsole: async ({ page, office }, use) => {
    await use(async (path, { token = office.owner, theme = 'light' } = {}) => {
      await page.addInitScript(
        ([kept, look]) => {
          localStorage.setItem('ticketwave.token.real', kept);
          localStorage.setItem('ticketwave.theme', look);
        },
        [token, theme] as const,
      );
      await page.goto(office.url + path);
    });
  },
});

/** An event that is on all of today. */
export const buildEventToday = (
  office: ServedOffice,
  changes: Partial<BodyOf<typeof createEvent>> = {},
): Promise<EventOut> => {
  const now = new Date();
  const day = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const body = eventBody({ date: day, startTime: '00:00', endTime: '23:59', ...changes });
  return office.call(createEvent, { body });
};

/** No rule of WCAG 2 A or AA that axe knows is broken, once the page has settled: a list may still be measuring itself at the first look. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
  }).toPass({ timeout: 15_000 });
}

/** Milliseconds from key to key of a common scanner. */
const SCANNER_GAP = 8;

/** Where the keys of a code lie on a US keyboard. */
function placeOf(key: string): string {
  if (/^[A-Z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return key === '-' ? 'Minus' : key;
}

/** What makes the browser press a button or move the focus by these keys, as a real keyboard does. */
const TYPES: Readonly<Record<string, { text: string; windowsVirtualKeyCode: number }>> = {
  Enter: { text: '\r', windowsVirtualKeyCode: 13 },
  Tab: { text: '\t', windowsVirtualKeyCode: 9 },
};

/** Types as a hand-held scanner does. Each key carries its time, so that a busy machine does not turn the scanner into a person. */
export async function scanByWedge(page: Page, code: string, end: 'Enter' | 'Tab' = 'Enter'): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const start = Date.now();
  for (const [index, key] of [...code.split(''), end].entries()) {
    const press = { key, code: placeOf(key), ...TYPES[key], timestamp: (start + index * SCANNER_GAP) / 1000 };
    await devtools.send('Input.dispatchKeyEvent', { text: key, ...press, type: 'keyDown' });
    await devtools.send('Input.dispatchKeyEvent', { ...press, type: 'keyUp' });
  }
  await devtools.detach();
}

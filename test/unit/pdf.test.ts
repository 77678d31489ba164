import { afterAll, describe, expect, test } from 'vitest';
import { textOnColor } from '../../src/shared/contrast.ts';
import { blank, drawInk, inkWidth } from '../../src/pdf/ink.ts';
import { openPrinter } from '../../src/pdf/printer.ts';
import { renderTickets } from '../../src/pdf/render.ts';
import { runsOf } from '../../src/pdf/runs.ts';
import { buildPaper, buildPrintJob } from '../support/build-print-job.ts';
import { codesOf, codesSeenIn, HAS_POPPLER, readPdf, textOf } from '../support/pdf.ts';

const CODES = ['TW-GENERAL-9K3M7Q2XYZ', 'TW-VIPLOUNG-ABCDEFGHJKMN', 'TW-TKT-0123456789'];
const tickets = CODES.map((code) => buildPaper({ code }));
const MM = 72 / 25.4;
/** A one-pixel picture. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

// The letters that others are made of were drawn as such before: what is set afterwards can be copied all the same.
const drawn = blank(400, 60);
for (const text of ['ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕÚÛÜÙÝ', 'áâäàåãçéêëèíîïìñóôöòõúûüùýÿ'])
  drawInk(drawn, text, { x: 0, y: 40, size: 200 / inkWidth(text, 1) });

describe.each([
  ['a4', 210, 297],
  ['a6', 105, 148],
  ['roll', 80, null],
] as const)('%s', (format, width, height) => {
  test('has a page for each ticket with its code as a drawing, not a picture', async () => {
    const pdf = await renderTickets(buildPrintJob({ format, tickets }));
    const { pages, source } = readPdf(pdf);
    expect(pages).toHaveLength(3);
    for (const page of pages) {
      expect(page.width).toBeCloseTo(width * MM, 1);
      if (height !== null) expect(page.height).toBeCloseTo(height * MM, 1);
      else expect(page.height / MM).toBeLessThan(200);
    }
    expect(source).not.toContain('/Subtype /Image');
    expect(await codesOf(pdf)).toEqual(CODES);
  });

  test('shows the venue’s logo, once in the file however many pages show it', async () => {
    const branding = { accentColor: '#12b5a6', logo: { type: 'png' as const, base64: PNG } };
    const { source } = readPdf(await renderTickets(buildPrintJob({ format, tickets, branding })));
    expect(source.match(/\/Subtype \/Image/g)?.length).toBeLessThanOrEqual(2);
  });

  test.skipIf(!HAS_POPPLER)('reads well in a viewer: its codes scan and its words can be copied', async () => {
    const pdf = await renderTickets(buildPrintJob({ format, tickets }));
    expect(await codesSeenIn(pdf)).toEqual(CODES);
    const text = textOf(pdf);
    for (const words of ['Summer Pool Party', 'Wednesday 15 July 2026', '14:00 – 23:00', 'Miramar Gardens', ...CODES])
      expect(text).toContain(words);
    for (const words of ['General', 'Carreño', 'TW-2026-A1B2C3', '€25.00', 'incl. 21% VAT'])
      expect(text).toContain(words);
  });

  test('holds names of any length on its page', async () => {
    const endless = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(8).trim();
    const long = {
      event: endless,
      tier: endless,
      holder: endless,
      venue: endless,
      address: endless,
      code: `TW-${'X'.repeat(60)}`,
    };
    const { pages } = readPdf(await renderTickets(buildPrintJob({ format, tickets: [buildPaper(long)] })));
    expect(pages).toHaveLength(1);
    for (const [x, y, w, h] of pages[0]?.squares ?? []) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(pages[0]?.width ?? 0);
      expect(y + h).toBeLessThanOrEqual(pages[0]?.height ?? 0);
    }
  });
});

test('every font is ours and embedded as a subset; none of the reader’s own is needed', async () => {
  const holder = 'Nguyễn Γιώργος Ёжиков משה محمد 张伟 山田 김민수 สมชาย';
  const pdf = await renderTickets(buildPrintJob({ tickets: [buildPaper({ holder: null, event: holder })] }));
  const { fonts, source } = readPdf(pdf);
  expect(fonts.map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort()).toEqual([
    'DroidSansFallback',
    'Inter-Regular',
    'Inter-SemiBold',
    'NotoSansArabic-SemiBold',
    'NotoSansHebrew-SemiBold',
    'NotoSansThai-SemiBold',
  ]);
  expect(source.match(/\/FontFile2/g)).toHaveLength(fonts.length);
  expect(source).not.toContain('Helvetica');
  expect(pdf.length).toBeLessThan(80_000);
});

describe('a line of several scripts', () => {
  const seen = (line: string): string[] => runsOf(line, 'regular').map(({ text }) => text);
  const faces = (line: string): string[] => runsOf(line, 'semibold').map(({ face }) => face.name);

  test('takes each letter from the first font that has it, with its marks', () => {
    expect(faces('Zoë')).toEqual(['inter-semibold']);
    expect(faces('Zoe\u0308 张伟')).toEqual(['inter-semibold', 'droid-sans-fallback']);
    expect(faces('김 (2) 민수')).toEqual(['droid-sans-fallback', 'inter-semibold', 'droid-sans-fallback']);
  });

  test('runs the way each script is read', () => {
    expect(seen('Anna משה כהן Smith')).toEqual(['Anna ', 'משה כהן', ' ', 'Smith']);
    // A name in Arabic is read from the right: what comes first stands there.
    expect(seen('محمد Smith')).toEqual(['Smith', 'محمد ']);
    expect(seen('משה (כהן) 12 a')).toEqual(['a', ' ', '12', 'משה )כהן( ']);
  });

  test('shows a letter that no font has as a box, and leaves pictures out', () => {
    expect(seen('राम 🎉')).toEqual(['□□ ']);
    expect(seen('Party 🎉👩‍👩‍👧 time')).toEqual(['Party  time']);
  });
});

test('text on the venue’s colour is ink or white, whichever is read better', () => {
  expect(textOnColor('#ff9152')).toBe('#0e1a33');
  expect(textOnColor('#ffffff')).toBe('#0e1a33');
  expect(textOnColor('#12324a')).toBe('#ffffff');
  expect(textOnColor('#000000')).toBe('#ffffff');
});

describe('the printer', () => {
  const printer = openPrinter();
  afterAll(() => printer.close());

  test('draws in a thread of its own, several jobs at once, each its own', async () => {
    const printed = await Promise.all(
      CODES.map((code) => printer.print(buildPrintJob({ tickets: [buildPaper({ code })] }))),
    );
    expect((await Promise.all(printed.map(codesOf))).flat()).toEqual(CODES);
  });

  test('outlives a picture that is none, and being closed', async () => {
    const logo = { type: 'png' as const, base64: Buffer.from('no picture').toString('base64') };
    const broken = buildPrintJob({ branding: { accentColor: '#ff9152', logo } });
    await expect(printer.print(broken)).rejects.toThrow('Unknown image format');
    expect((await printer.print(buildPrintJob())).subarray(0, 5).toString()).toBe('%PDF-');
    await printer.close();
    expect((await printer.print(buildPrintJob())).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('says in the file what it is, for whoever reads it aloud', async () => {
    const { source } = readPdf(await printer.print(buildPrintJob({ language: 'es' })));
    expect(source).toContain('/Lang (es)');
    expect(source).toContain('/DisplayDocTitle true');
  });
});

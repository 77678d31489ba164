import { describe, expect, test } from 'vitest';
import { layOutSlip } from '../../src/domain/lay-out-slip.ts';
import { refundTaxLines } from '../../src/domain/refund-tax.ts';
import { encodeSlip } from '../../src/pdf/escpos.ts';
import type { SlipJob } from '../../src/pdf/paper.ts';
import { columnsOf, type SlipPart } from '../../src/shared/slip.ts';
import { zxingJsDecoder } from '../../renderer/lib/decoding/zxing-js.ts';
import { linesOf, readEscPos, type Printed } from '../support/escpos.ts';
import { frameOf } from '../support/frames.ts';

const texts = (parts: readonly SlipPart[], columns = 32) => layOutSlip(parts, columns).map(({ text }) => text);

const print = (parts: readonly SlipPart[], job: Partial<SlipJob> = {}): Printed[] => {
  const columns = job.columns ?? 48;
  const rows = layOutSlip(parts, columns);
  return readEscPos(
    encodeSlip({ rows, columns, profile: 'generic', cutter: true, nativeQr: true, drawer: false, ...job }),
  );
};

const text = (line: string): SlipPart => ({ kind: 'text', text: line });
const pictures = (printed: readonly Printed[]) => printed.filter((one) => one.kind === 'picture');

/** What a scanner reads of a picture with white around it. */
async function codesIn({ width, height, dots }: Extract<Printed, { kind: 'picture' }>): Promise<string[]> {
  const luma = new Uint8Array(width * (height + 80)).fill(255);
  for (const [index, dot] of dots.entries()) if (dot === 1) luma[index + 40 * width] = 0;
  return [...(await zxingJsDecoder().decode(frameOf({ width, height: height + 80, luma })))];
}

describe('a slip', () => {
  test('wraps at spaces, breaks a word that is too long, and sets amounts to the edge', () => {
    expect(texts([text('The quick brown fox jumps over the lazy dog')])).toEqual([
      'The quick brown fox jumps over',
      'the lazy dog',
    ]);
    expect(texts([text('x'.repeat(40))])).toEqual(['x'.repeat(32), 'x'.repeat(8)]);
    expect(texts([{ kind: 'pair', left: '2 x General', right: '€50.00' }])).toEqual([
      '2 x General               €50.00',
    ]);
    expect(texts([{ kind: 'pair', left: 'A tier with a very long name indeed', right: '€1,050.00' }])).toEqual([
      'A tier with a very',
      'long name indeed       €1,050.00',
    ]);
    expect(texts([{ kind: 'table', cells: ['VAT', 'Net', 'Tax', 'Gross'] }])).toEqual([
      'VAT          Net     Tax   Gross',
    ]);
    expect(texts([{ kind: 'text', text: 'Hi', align: 'center', big: true }])).toEqual(['       Hi']);
  });

  test('is never wider than the paper, whatever stands on it', () => {
    const wild = ['', ' ', '東京'.repeat(40), 'é'.repeat(99), 'a b '.repeat(50), '👩‍👩‍👧‍👦'.repeat(20), 'x'.repeat(200)];
    for (const columns of [32, 42, 48] as const)
      for (const big of [false, true])
        for (const left of wild)
          for (const right of wild)
            for (const row of layOutSlip(
              [
                { kind: 'text', text: left, align: 'center', big },
                { kind: 'pair', left, right, big },
                { kind: 'table', cells: [left, right, left] },
              ],
              columns,
            ))
              expect(columnsOf(row.text)).toBeLessThanOrEqual(row.big ? columns / 2 : columns);
  });

  test('carries no command of a printer, whatever a name says', () => {
    const printed = print([text('\u001bp\u0000\u0019\u00fa Mallory \u001di\u0000')]);
    expect(printed.map(({ kind }) => kind)).toEqual(['text']);
    expect(linesOf(printed)).toEqual(['p ú Mallory i']);
  });
});

describe('the bytes of a printer', () => {
  test('say é, ñ and € by a code page that has them', () => {
    const rows = layOutSlip([text('é ñ €')], 48);
    const job = { rows, columns: 48, profile: 'generic', cutter: true, nativeQr: true, drawer: false } as const;
    // Code page 858 is number 19; its é is 0x82, its ñ 0xa4, its € 0xd5.
    expect(encodeSlip(job).toString('hex')).toContain('1b7413' + '8220a420d5' + '0a');
    // On Citizen's printers it is number 2.
    expect(encodeSlip({ ...job, profile: 'citizen' }).toString('hex')).toContain('1b7402' + '8220a420d5');
  });

  test('open the drawer before the first letter, and cut where a paper ends', () => {
    const parts: SlipPart[] = [text('One'), { kind: 'cut' }, text('Two'), { kind: 'cut' }];
    const kinds = (printed: readonly Printed[]) =>
      printed.flatMap((one) => (one.kind === 'text' ? (one.text === '' ? [] : [one.text]) : [one.kind]));
    expect(kinds(print(parts, { drawer: true }))).toEqual(['pulse', 'One', 'cut', 'Two', 'cut']);
    expect(kinds(print(parts, { cutter: false }))).toEqual(['One', 'Two']);
    expect(kinds(print([], { drawer: true }))).toEqual(['pulse']);
  });

  test('draw what no code page has, in its place and within the paper', () => {
    for (const line of ['Київ', 'Ωμέγα', 'نور الهدى', '東京タワー', 'שלום', 'สวัสดี']) {
      const [picture, ...more] = pictures(print([text(line)]));
      expect(more).toEqual([]);
      expect(picture).toMatchObject({ kind: 'picture', width: 576 });
      const ink = picture?.kind === 'picture' ? picture.dots.reduce((sum, dot) => sum + dot, 0) : 0;
      expect(ink, line).toBeGreaterThan(200);
    }
    const printed = print([text('Plain'), { kind: 'pair', left: 'Київ', right: '25,00 €' }, text('Plain')]);
    expect(printed.map(({ kind }) => kind)).toEqual(['text', 'picture', 'text']);
    const [pair] = pictures(printed);
    if (pair?.kind !== 'picture') throw new Error('No picture');
    const columns = Array.from({ length: 576 }, (_, x) =>
      pair.dots.some((dot, index) => index % 576 === x && dot === 1),
    );
    // The name at the left edge, the amount at the right one, white in between.
    expect(columns.indexOf(true)).toBeLessThan(6);
    expect(columns.lastIndexOf(true)).toBeGreaterThan(560);
    expect(columns.slice(80, 480)).not.toContain(true);
  });

  test('say Greek and Cyrillic by letters where the make has them, and draw all but ASCII where it has nothing', () => {
    expect(linesOf(print([text('Ωμέγα'), text('Київ')], { profile: 'sunmi' }))).toEqual(['Ωμέγα', 'Київ']);
    const printed = print([text('Plain'), text('ñ')], { profile: 'ascii' });
    expect(printed.map(({ kind }) => kind)).toEqual(['text', 'picture']);
  });

  test('hold a QR code as the printer’s own, or as a picture that says the same', async () => {
    const code = 'TW-GENERAL-9K3M7Q2XYZ';
    expect(print([{ kind: 'qr', code }]).filter(({ kind }) => kind === 'qr')).toEqual([{ kind: 'qr', data: code }]);
    for (const [columns, other] of [
      [32, code],
      [48, code],
      [48, 'Zutritt für Ωμέγα'],
    ] as const) {
      const printed = print([{ kind: 'qr', code: other }], { columns, nativeQr: other !== code });
      const [picture] = pictures(printed);
      if (picture?.kind !== 'picture') throw new Error('No picture');
      expect(picture.width).toBe(columns * 12);
      expect(await codesIn(picture)).toEqual([other]);
    }
  });
});

test('a refund’s tax lines are of its tickets, then of the rest, and add up to it', () => {
  const [tickets, rest] = [[{ gross: 2500, taxRate: 2100 }], [{ gross: 1000, taxRate: 1000 }]];
  expect(refundTaxLines(2500, tickets, rest)).toEqual([{ rate: 2100, gross: 2500, tax: 434 }]);
  expect(refundTaxLines(3500, tickets, rest)).toEqual([
    { rate: 2100, gross: 2500, tax: 434 },
    { rate: 1000, gross: 1000, tax: 91 },
  ]);
  expect(refundTaxLines(700, [], [...tickets, ...rest])).toEqual([
    { rate: 2100, gross: 500, tax: 87 },
    { rate: 1000, gross: 200, tax: 18 },
  ]);
  expect(refundTaxLines(3000, tickets, [])).toEqual([{ rate: 2100, gross: 3000, tax: 521 }]);
});

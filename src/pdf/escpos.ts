import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { encode as encodeQr } from 'uqr';
import { columnsOf, type SlipRow } from '../shared/slip.ts';
import { codePageFor, codePagesOf } from './code-pages.ts';
import { blank, drawInk, inkWidth, type Bitmap } from './ink.ts';
import type { SlipJob } from './paper.ts';

/** Font A, 12 dots wide and 24 high, on every printer of this kind. */
const LETTER = { width: 12, height: 24 } as const;
/** A drawn line is a little higher than a letter, for accents above and tails below. */
const DRAWN = { height: 30, baseline: 23, size: 23 } as const;
const PULSE = { pin: 0, on: 120, off: 240 } as const;
/** Lines between the head and the knife. */
const FEED = 4;
/** The largest dots that the QR command knows. */
const LARGEST_QR_DOT = 8;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/** The bytes of a slip in ESC/POS: reset, the drawer first where it is to open, then row by row. */
export function encodeSlip(job: SlipJob): Buffer {
  const { rows, columns, profile, cutter, drawer } = job;
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    imageMode: 'raster',
    feedBeforeCut: 0,
    feedAfterBlock: false,
    newline: '\n',
    errors: 'strict',
    codepageMapping: codePagesOf(profile),
  });
  encoder.initialize();
  if (drawer) encoder.pulse(PULSE.pin, PULSE.on, PULSE.off);
  for (const row of rows) {
    if (row.kind === 'cut') {
      encoder.newline(FEED);
      if (cutter) encoder.cut('partial');
    } else if (row.kind === 'qr') addQr(encoder, row.text, job);
    else addText(encoder, row, job);
  }
  return Buffer.from(encoder.encode());
}

function addText(encoder: ReceiptPrinterEncoder, row: SlipRow, { columns, profile }: SlipJob): void {
  if (row.text === '') {
    encoder.newline();
    return;
  }
  const page = codePageFor(row.text, profile);
  if (page === null) {
    addPicture(encoder, drawRow(row, columns));
    return;
  }
  const scale = row.big ? 2 : 1;
  encoder.codepage(page).bold(row.bold).size(scale, scale).line(row.text).size(1, 1).bold(false);
}

/** A code that any camera reads: by the printer itself, or as a picture. A quarter of it may be dirty or torn (level Q). */
function addQr(encoder: ReceiptPrinterEncoder, code: string, { columns, nativeQr }: SlipJob): void {
  const { data, size } = encodeQr(code, { ecc: 'Q', border: 0 });
  const width = columns * LETTER.width;
  // Four dots of its grid stay white at either side.
  const dot = Math.max(1, Math.min(LARGEST_QR_DOT, Math.floor(width / (size + 8))));
  if (nativeQr && PRINTABLE_ASCII.test(code)) {
    encoder.align('center').qrcode(code, { model: 2, size: dot, errorlevel: 'q' }).align('left').newline();
    return;
  }
  const picture = blank(width, size * dot);
  const left = Math.floor((width - size * dot) / 2);
  for (let y = 0; y < size * dot; y += 1)
    for (let x = 0; x < size * dot; x += 1)
      if (data[Math.floor(y / dot)]?.[Math.floor(x / dot)] === true) picture.dots[y * width + left + x] = 1;
  addPicture(encoder, picture);
  encoder.newline();
}

function addPicture(encoder: ReceiptPrinterEncoder, { width, height, dots }: Bitmap): void {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [index, black] of dots.entries()) if (black === 1) data.fill(0, index * 4, index * 4 + 3);
  encoder.image({ data, width, height }, { width, height, mode: 'raster' });
}

/** A row that no code page has, drawn as it would have been set: each of its pieces at its columns, narrower where it needs more. */
function drawRow({ text, big }: SlipRow, columns: number): Bitmap {
  const scale = big ? 2 : 1;
  const letter = LETTER.width * scale;
  const picture = blank(columns * LETTER.width, DRAWN.height * scale);
  const edge = Math.floor(columns / scale);
  const size = DRAWN.size * scale;
  for (const { piece, from, to } of piecesOf(text)) {
    const room = (to - from) * letter;
    const natural = inkWidth(piece, size);
    const stretch = Math.min(1, room / natural);
    const spare = room - natural * stretch;
    // What was set to the right edge stays there, what stood in the middle too.
    const x = from * letter + (from === 0 ? 0 : to === edge ? spare : spare / 2);
    drawInk(picture, piece, { x, y: DRAWN.baseline * scale, size, stretch });
  }
  return picture;
}

/** What stands between runs of spaces, with the columns from and to which it goes. */
function piecesOf(text: string): { piece: string; from: number; to: number }[] {
  return Array.from(text.matchAll(/\S+(?: \S+)*/gu), ({ 0: piece, index }) => {
    const from = columnsOf(text.slice(0, index));
    return { piece, from, to: from + columnsOf(piece) };
  });
}

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { frameOf } from './frames.ts';
import { makeFolder, removeFolder } from './ledger.ts';
import type { Picture } from './qr-video.ts';
import { wasmDecoder } from './wasm-decoder.ts';

/** Points: 72 an inch. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  /** Every black rectangle on the page, of which a QR code consists: x, y, width, height from the top left. */
  readonly squares: readonly (readonly [number, number, number, number])[];
}

/** Reads of a PDF what the tests ask for; enough for what PDFKit writes, not for any PDF. */
export function readPdf(pdf: Buffer): { pages: PdfPage[]; fonts: string[]; source: string } {
  const source = pdf.toString('latin1');
  const objects = new Map(
    [...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id, body ?? '']),
  );
  const pages = [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((body) => {
      const [, width = '', height = ''] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body) ?? [];
      const [, contents = ''] = /\/Contents (\d+) 0 R/.exec(body) ?? [];
      return {
        width: Number(width),
        height: Number(height),
        squares: squaresOf(streamOf(objects.get(contents) ?? '')),
      };
    });
  return { pages, fonts: [...source.matchAll(/\/FontName \/(\S+)/g)].map(([, name = '']) => name), source };
}

const streamOf = (body: string): string =>
  inflateSync(
    Buffer.from(body.slice(body.indexOf('stream\n') + 7, body.lastIndexOf('\nendstream')), 'latin1'),
  ).toString('latin1');

function squaresOf(content: string): [number, number, number, number][] {
  const squares: [number, number, number, number][] = [];
  let outline: [number, number, number, number][] = [];
  let color = '';
  for (const line of content.split('\n')) {
    const numbers = line.split(' ').map(Number);
    if (line.endsWith(' re')) outline.push(numbers.slice(0, 4) as [number, number, number, number]);
    else if (line.endsWith(' scn')) color = line;
    else if (/^[fSnWB]/.test(line)) {
      if (line === 'f' && color === '0 0 0 scn') squares.push(...outline);
      outline = [];
    }
  }
  return squares;
}

const WHITE = 40;

/** The page's QR code as a camera would have it: twelve pixels a module. */
function pictureOf({ squares }: PdfPage): Picture {
  const [left, top] = [0, 1].map((side) => Math.min(...squares.map((square) => square[side] ?? 0))) as [number, number];
  const module = Math.min(...squares.map(([, , width]) => width));
  const scale = 12 / module;
  const side = Math.ceil(Math.max(...squares.map(([x, , width]) => x + width - left)) * scale) + 2 * WHITE;
  const luma = new Uint8Array(side * side).fill(255);
  for (const [x, y, width, height] of squares) {
    for (let row = Math.round((y - top) * scale); row < Math.round((y - top + height) * scale); row += 1) {
      const start = (row + WHITE) * side + WHITE + Math.round((x - left) * scale);
      luma.fill(0, start, start + Math.round(width * scale));
    }
  }
  return { width: side, height: side, luma };
}

/** What a scanner reads on each page. */
export async function codesOf(pdf: Buffer): Promise<string[]> {
  const codes: string[] = [];
  for (const page of readPdf(pdf).pages) codes.push(...(await wasmDecoder.decode(frameOf(pictureOf(page)))));
  return codes;
}

/** Poppler draws and reads a PDF as a viewer does; it is on most Linux machines. */
export const HAS_POPPLER = spawnSync('pdftoppm', ['-v']).status === 0 && spawnSync('pdftotext', ['-v']).status === 0;

function withFile<T>(pdf: Buffer, work: (file: string, folder: string) => T): T {
  const folder = makeFolder();
  try {
    const file = path.join(folder, 'tickets.pdf');
    fs.writeFileSync(file, pdf);
    return work(file, folder);
  } finally {
    removeFolder(folder);
  }
}

/** What a person can mark and copy, in the order in which it stands. */
export const textOf = (pdf: Buffer): string =>
  withFile(pdf, (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }));

/** What a scanner reads on each page as a viewer shows it, at 150 dots an inch. */
export async function codesSeenIn(pdf: Buffer): Promise<string[]> {
  const pictures = withFile(pdf, (file, folder) => {
    execFileSync('pdftoppm', ['-r', '150', '-gray', file, path.join(folder, 'page')]);
    return fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.pgm'))
      .sort()
      .map((name) => parsePgm(fs.readFileSync(path.join(folder, name))));
  });
  const codes: string[] = [];
  for (const picture of pictures) codes.push(...(await wasmDecoder.decode(frameOf(picture))));
  return codes;
}

function parsePgm(file: Buffer): Picture {
  const [header = '', width = '', height = ''] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(file.toString('latin1', 0, 40)) ?? [];
  return { width: Number(width), height: Number(height), luma: file.subarray(header.length) };
}

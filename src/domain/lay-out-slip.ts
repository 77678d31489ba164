import { columnsOf, type SlipPart, type SlipRow } from '../shared/slip.ts';

type Text = Extract<SlipPart, { kind: 'text' }>;
type Pair = Extract<SlipPart, { kind: 'pair' }>;
type Table = Extract<SlipPart, { kind: 'table' }>;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Lays parts out to a roll of so many columns. What a preview shows and what a printer is told are these rows and no others. */
export function layOutSlip(parts: readonly SlipPart[], columns: number): SlipRow[] {
  return parts.flatMap((part): SlipRow[] => {
    switch (part.kind) {
      case 'text':
        return textRows(part, columns);
      case 'pair':
        return pairRows(part, columns);
      case 'table':
        return [row(tableLine(part, columns), part)];
      case 'rule':
        return [row('-'.repeat(columns))];
      case 'blank':
        return [row('')];
      case 'qr':
        return [{ ...row(part.code), kind: 'qr' }];
      case 'cut':
        return [{ ...row(''), kind: 'cut' }];
    }
  });
}

interface Look {
  readonly bold?: boolean | undefined;
  readonly big?: boolean | undefined;
}

const row = (text: string, { bold = false, big = false }: Look = {}): SlipRow => ({ kind: 'text', text, bold, big });

function textRows(part: Text, columns: number): SlipRow[] {
  const width = part.big === true ? Math.floor(columns / 2) : columns;
  return wrap(part.text, width).map((line) => {
    const indent = part.align === 'center' ? Math.floor((width - columnsOf(line)) / 2) : 0;
    return row(' '.repeat(indent) + line, part);
  });
}

/** What does not fit beside the right part wraps above it, so that amounts stay in their column. */
function pairRows(part: Pair, columns: number): SlipRow[] {
  const width = part.big === true ? Math.floor(columns / 2) : columns;
  const right = cutTo(plain(part.right), width);
  const room = width - columnsOf(right) - 1;
  const left = room >= width / 3 ? wrap(part.left, room) : wrap(part.left, width);
  const last = left.at(-1) ?? '';
  const gap = width - columnsOf(last) - columnsOf(right);
  if (gap < 1) return [...left, ' '.repeat(width - columnsOf(right)) + right].map((line) => row(line, part));
  return [...left.slice(0, -1), last + ' '.repeat(gap) + right].map((line) => row(line, part));
}

/** The first cell at the left edge, the others in equal columns that end at the right edge. */
function tableLine({ cells }: Table, columns: number): string {
  const width = Math.floor(columns / cells.length);
  const first = columns - width * (cells.length - 1);
  return cells
    .map((cell, index) => {
      const room = index === 0 ? first : width - 1;
      const text = cutTo(plain(cell), room);
      const space = ' '.repeat(room - columnsOf(text));
      return index === 0 ? text + space : ` ${space}${text}`;
    })
    .join('')
    .trimEnd();
}

/** One line of visible characters: what a printer would take for a command is no part of a text. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}\p{Zs}]+/gu, ' ').trim();

/** Breaks at spaces, and inside a word that is longer than the line. At least one line. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const { segment } of clusters.segment(word)) {
      if (columnsOf(line + segment) > width) {
        lines.push(line);
        line = '';
      }
      line += segment;
    }
  }
  return [...lines, line];
}

function cutTo(text: string, width: number): string {
  let kept = '';
  for (const { segment } of clusters.segment(text)) {
    if (columnsOf(kept + segment) > width) return kept;
    kept += segment;
  }
  return kept;
}

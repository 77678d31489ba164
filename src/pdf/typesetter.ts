import { PAPER_INK } from '../shared/contrast.ts';
import { mainFace, type Weight } from './fonts.ts';
import { runsOf, type Run } from './runs.ts';

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  /** Baseline to baseline, as a multiple of the size. */
  readonly leading?: number;
  /** Added between letters, in points; for capitals and codes, never for joined scripts. */
  readonly tracking?: number;
  readonly features?: PDFKit.Mixins.OpenTypeFeatures[];
}

export type Align = 'left' | 'center' | 'right';

/** Text that was broken into lines and waits to be drawn. Sizes are in points; 72 are an inch. */
export interface Block {
  readonly lines: readonly string[];
  readonly style: Style;
  readonly height: number;
}

const ELLIPSIS = '…';
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** How thick the outline of a letter is that stands for a bold one, as a part of its size. */
const THICKENING = 0.03;

/** Breaks and draws text of any scripts, which PDFKit does in one font alone and from left to right. One for each document. */
export class Typesetter {
  readonly #doc: PDFKit.PDFDocument;
  /** Shaping is what takes the time, and a document says the same on every page. Widths are for a size of 1. */
  readonly #measured = new Map<string, readonly { readonly run: Run; readonly width: number }[]>();

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
  }

  width(line: string, style: Style): number {
    const letters = this.#measure(line, style).reduce((sum, { width }) => sum + width, 0) * style.size;
    return letters + (style.tracking ?? 0) * line.length;
  }

  /** Breaks text to a width; what does not fit into `most` lines ends in an ellipsis. */
  block(text: string, style: Style, width: number, most = Infinity): Block {
    const lines = this.#broken(text, style, width);
    if (lines.length > most)
      lines.splice(most - 1, Infinity, this.#shortened(lines.slice(most - 1).join(' '), style, width));
    return { lines, style, height: lines.length * leadingOf(style) };
  }

  /** The first of `sizes` at which the text fits into `most` lines; the last of them with an ellipsis where none does. */
  fitted(text: string, style: Omit<Style, 'size'>, sizes: readonly number[], width: number, most: number): Block {
    for (const size of sizes) {
      const block = this.block(text, { ...style, size }, width);
      if (block.lines.length <= most) return block;
    }
    return this.block(text, { ...style, size: sizes.at(-1) ?? 10 }, width, most);
  }

  /** Draws a block whose top is at `y`; answers where it ends. */
  draw(block: Block, x: number, y: number, width: number, align: Align = 'left'): number {
    const { style } = block;
    const { font } = mainFace('regular');
    // Whatever fonts a line mixes, its letters stand on one baseline: the capitals of the main font sit in the middle of the line.
    const capitals = (font.capHeight / font.unitsPerEm) * style.size;
    let baseline = y + (leadingOf(style) + capitals) / 2;
    for (const line of block.lines) {
      const left = width - this.width(line, style);
      this.#drawLine(line, style, x + (align === 'center' ? left / 2 : align === 'right' ? left : 0), baseline);
      baseline += leadingOf(style);
    }
    return y + block.height;
  }

  #drawLine(line: string, style: Style, x: number, baseline: number): void {
    const { size, color = PAPER_INK, tracking = 0 } = style;
    let at = x;
    for (const { run, width } of this.#measure(line, style)) {
      this.#doc
        .font(this.#nameOf(run), size)
        .fillColor(color)
        .strokeColor(color)
        .lineWidth(size * THICKENING);
      this.#doc.text(run.text, at, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: tracking,
        ...featuresOf(run, style),
        ...(run.face.needsThickening ? { stroke: true, fill: true } : {}),
      });
      at += width * size + tracking * run.text.length;
    }
  }

  #measure(line: string, style: Style): readonly { readonly run: Run; readonly width: number }[] {
    const { weight = 'regular', features = [] } = style;
    const key = [weight, ...features, line].join(' ');
    const known = this.#measured.get(key);
    if (known) return known;
    const measured = runsOf(line, weight).map((run) => {
      this.#doc.font(this.#nameOf(run), 1);
      return { run, width: this.#doc.widthOfString(run.text, featuresOf(run, style)) };
    });
    this.#measured.set(key, measured);
    return measured;
  }

  #nameOf({ face }: Run): string {
    // PDFKit takes a parsed font since 0.20; its types do not know yet.
    this.#doc.registerFont(face.name, face.font as unknown as Buffer);
    return face.name;
  }

  #broken(text: string, style: Style, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const part of this.#partsOf(text, style, width)) {
      const advance = this.width(part, style);
      if (line !== '' && used + this.width(part.trimEnd(), style) > width) {
        lines.push(line.trim());
        line = '';
        used = 0;
      }
      line += part;
      used += advance;
    }
    if (line.trim() !== '') lines.push(line.trim());
    return lines;
  }

  /** Words with the space behind them; a word wider than the line in its letters (Chinese, Japanese and Thai have no spaces). */
  *#partsOf(text: string, style: Style, width: number): Generator<string> {
    for (const word of text.match(/\S+\s*/gu) ?? []) {
      if (this.width(word.trimEnd(), style) <= width) yield word;
      else for (const { segment } of clusters.segment(word)) yield segment;
    }
  }

  #shortened(line: string, style: Style, width: number): string {
    if (this.width(line, style) <= width) return line;
    const letters = Array.from(clusters.segment(line), ({ segment }) => segment);
    while (letters.length > 1 && this.width(letters.join('').trimEnd() + ELLIPSIS, style) > width) letters.pop();
    return letters.join('').trimEnd() + ELLIPSIS;
  }
}

export const leadingOf = ({ size, leading }: Style): number => size * (leading ?? 1.3);

/**
 * Without features PDFKit shapes word by word and remembers each, which is quick. Words that run from right to left it would then put in
 * the wrong order, so those are shaped whole.
 */
const featuresOf = (run: Run, { features }: Style): { features?: PDFKit.Mixins.OpenTypeFeatures[] } =>
  features || run.rightToLeft ? { features: features ?? [] } : {};

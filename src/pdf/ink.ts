import type { PathCommand } from 'fontkit';
import { runsOf } from './runs.ts';

/** Black dots on white: a byte a dot, 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
}

export const blank = (width: number, height: number): Bitmap => ({
  width,
  height,
  dots: new Uint8Array(width * height),
});

type Point = readonly [x: number, y: number];

/** Steps in which a curve is drawn: more than a letter of 24 dots shows. */
const STEPS = 8;

/** The width of a line of text at a size, both in dots. */
export function inkWidth(text: string, size: number): number {
  return shaped(text).reduce((sum, { advance, scale }) => sum + advance * scale * size, 0);
}

/**
 * Draws a line of text of any scripts, in heavy letters as heat prints thin ones badly: its baseline at `y`, its left end at `x`, its width
 * stretched by `stretch`.
 */
export function drawInk(
  { width, height, dots }: Bitmap,
  text: string,
  { x, y, size, stretch = 1 }: { x: number; y: number; size: number; stretch?: number },
): void {
  let at = x;
  for (const { glyphs, advance, scale } of shaped(text)) {
    const unit = scale * size;
    let pen = 0;
    for (const { commands, dx, dy, step } of glyphs) {
      const place = ([px, py]: Point): Point => [at + (pen + dx + px) * unit * stretch, y - (dy + py) * unit];
      fill(outlinesOf(commands).map((outline) => outline.map(place)));
      pen += step;
    }
    at += advance * unit * stretch;
  }

  /** Every dot whose middle lies inside, by the rule of winding numbers that fonts are drawn for. */
  function fill(outlines: readonly (readonly Point[])[]): void {
    const edges = outlines.flatMap((outline) =>
      outline.map((from, index): readonly [Point, Point] => [from, outline[(index + 1) % outline.length] ?? from]),
    );
    const heights = edges.flatMap(([[, from], [, to]]) => [from, to]);
    const [top, bottom] = [
      Math.max(0, Math.floor(Math.min(...heights))),
      Math.min(height - 1, Math.ceil(Math.max(...heights))),
    ];
    for (let row = top; row <= bottom; row += 1) {
      const middle = row + 0.5;
      const crossings = edges
        .filter(([[, from], [, to]]) => from <= middle !== to <= middle)
        .map(([[fromX, fromY], [toX, toY]]) => ({
          x: fromX + ((middle - fromY) / (toY - fromY)) * (toX - fromX),
          turn: toY > fromY ? 1 : -1,
        }))
        .sort((a, b) => a.x - b.x);
      let winding = 0;
      for (const [index, crossing] of crossings.entries()) {
        winding += crossing.turn;
        const next = crossings[index + 1];
        if (winding === 0 || !next) continue;
        const first = Math.max(0, Math.ceil(crossing.x - 0.5));
        const last = Math.min(width - 1, Math.ceil(next.x - 0.5) - 1);
        for (let dot = first; dot <= last; dot += 1) dots[row * width + dot] = 1;
      }
    }
  }
}

interface ShapedRun {
  readonly glyphs: readonly {
    readonly commands: readonly PathCommand[];
    readonly dx: number;
    readonly dy: number;
    readonly step: number;
  }[];
  /** In units of the font; times `scale` for a size of 1. */
  readonly advance: number;
  readonly scale: number;
}

const shaped = (text: string): ShapedRun[] =>
  runsOf(text, 'semibold').map(({ text: run, face: { font } }) => {
    const { glyphs, positions } = font.layout(run);
    return {
      glyphs: glyphs.map((glyph, index) => {
        const { xOffset = 0, yOffset = 0, xAdvance = 0 } = positions[index] ?? {};
        return { commands: glyph.path.commands, dx: xOffset, dy: yOffset, step: xAdvance };
      }),
      advance: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
      scale: 1 / font.unitsPerEm,
    };
  });

/** The closed outlines of a glyph with its curves in straight steps. */
function outlinesOf(commands: readonly PathCommand[]): Point[][] {
  const outlines: Point[][] = [];
  let outline: Point[] = [];
  let pen: Point = [0, 0];
  const lineTo = (point: Point): void => {
    outline.push(point);
    pen = point;
  };
  const curve = (points: readonly Point[]): void => {
    const from = pen;
    for (let step = 1; step <= STEPS; step += 1) lineTo(onCurve([from, ...points], step / STEPS));
  };
  for (const { command, args } of commands) {
    const points: Point[] = [];
    for (let index = 0; index < args.length; index += 2) points.push([args[index] ?? 0, args[index + 1] ?? 0]);
    const [first = pen] = points;
    if (command === 'moveTo') {
      outline = [];
      outlines.push(outline);
      lineTo(first);
    } else if (command === 'lineTo') lineTo(first);
    else if (command !== 'closePath') curve(points);
  }
  return outlines.filter(({ length }) => length > 2);
}

/** A point of a Bézier curve of any degree (de Casteljau). */
function onCurve(points: readonly Point[], t: number): Point {
  const [first = [0, 0], ...rest] = points;
  if (rest.length === 0) return first;
  return onCurve(
    rest.map(([x, y], index): Point => {
      const [fromX, fromY] = points[index] ?? first;
      return [fromX + (x - fromX) * t, fromY + (y - fromY) * t];
    }),
    t,
  );
}

/** What one frame shows of the light and of something that looks like a code. */
export interface Sight {
  /** Mean brightness of the picture, 0 to 255. */
  readonly light: number;
  /** The longer side, in pixels, of the one patch as finely black and white as a code; null where there is none. */
  readonly patch: number | null;
}

/** What would help: more light, a code held closer, or one held still and flat. */
export type FramingHint = 'light' | 'closer' | 'still';

/** Side of the squares that a frame is looked at in, and the step from pixel to pixel in them. */
const CELL = 16;
const STEP = 2;
const SAMPLES = CELL / STEP;

/** A square of a code has ink and paper this far apart: in greys at least, and as a share of its brightness. */
const LEAST_CONTRAST = 16;
const SHARE_OF_LIGHT = 0.35;

/** Changes between dark and light in a row or column of a square, on average: print of a poster has fewer. */
const LEAST_CHANGES = 0.8;

/** Pixels of the side below which readers give up; pictures darker than this are too dark to tell ink from paper, or to see at all. */
const SMALLEST_CODE = 90;
const DIM = 50;
const BLACK = 18;

/** Looks over a frame as for a code. Cheap beside reading it, yet not for each frame. */
export function sightOf({ data, width, height }: ImageData): Sight {
  const [columns, rows] = [Math.floor(width / CELL), Math.floor(height / CELL)];
  const found: { column: number; row: number }[] = [];
  const cell = new Uint8Array(SAMPLES * SAMPLES);
  let total = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let sample = 0; sample < cell.length; sample += 1) {
        const x = column * CELL + (sample % SAMPLES) * STEP;
        const y = row * CELL + Math.floor(sample / SAMPLES) * STEP;
        // Green alone is near enough to brightness.
        const grey = data[(y * width + x) * 4 + 1] ?? 0;
        cell[sample] = grey;
        sum += grey;
      }
      total += sum;
      if (isLikeCode(cell, sum / cell.length)) found.push({ column, row });
    }
  }
  return { light: total / (rows * columns * cell.length), patch: sideOf(found, columns * rows) };
}

function isLikeCode(cell: Uint8Array, mean: number): boolean {
  let [darkest, lightest, changes] = [255, 0, 0];
  for (let sample = 0; sample < cell.length; sample += 1) {
    const grey = cell[sample] ?? 0;
    darkest = Math.min(darkest, grey);
    lightest = Math.max(lightest, grey);
    const isDark = grey < mean;
    if (sample % SAMPLES > 0 && isDark !== (cell[sample - 1] ?? 0) < mean) changes += 1;
    if (sample >= SAMPLES && isDark !== (cell[sample - SAMPLES] ?? 0) < mean) changes += 1;
  }
  const contrast = lightest - darkest;
  return contrast >= Math.max(LEAST_CONTRAST, mean * SHARE_OF_LIGHT) && changes >= LEAST_CHANGES * SAMPLES * 2;
}

/** One dense, roughly square patch is a code; squares all over the picture are its grain or a poster. */
function sideOf(cells: readonly { column: number; row: number }[], all: number): number | null {
  if (cells.length < 2 || cells.length > all / 2) return null;
  const columns = cells.map(({ column }) => column);
  const rows = cells.map(({ row }) => row);
  const wide = Math.max(...columns) - Math.min(...columns) + 1;
  const high = Math.max(...rows) - Math.min(...rows) + 1;
  const isDense = cells.length >= 0.4 * wide * high;
  const isSquare = Math.max(wide, high) <= 2 * Math.min(wide, high);
  return isDense && isSquare ? Math.max(wide, high) * CELL : null;
}

function hintFor({ light, patch }: Sight): FramingHint | null {
  if (light < BLACK || (patch !== null && light < DIM)) return 'light';
  if (patch === null) return null;
  return patch < SMALLEST_CODE ? 'closer' : 'still';
}

/** Helps who holds up a code in vain for this many milliseconds, and says nothing before. */
const PATIENCE = 2_500;

/** Gathers what frames show, and tells what would help once nothing was read for a while though something is there to read. */
export class FramingHelp {
  #hint: FramingHint | null = null;
  #since: number | null = null;

  /** Something was read: all is well. */
  read(): void {
    this.#since = null;
  }

  /** A frame at `now` (milliseconds) in which nothing was read. */
  missed(sight: Sight, now: number): FramingHint | null {
    this.#hint = hintFor(sight);
    if (this.#hint === null) this.#since = null;
    else this.#since ??= now;
    return this.#since !== null && now - this.#since >= PATIENCE ? this.#hint : null;
  }
}

import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type Weight = 'regular' | 'semibold';

/** Two floors up from src/pdf in the repository and from dist/main in the bundle: the same folder, inside the package too. */
const FOLDER = path.join(import.meta.dirname, '..', '..', 'resources', 'fonts');

/** Asked in this order for each character; the first that has it draws it. The last has one weight. */
const FAMILIES = ['inter', 'noto-sans-hebrew', 'noto-sans-arabic', 'noto-sans-thai', 'droid-sans-fallback'] as const;
type Family = (typeof FAMILIES)[number];

/** A font under the name that a document knows it by. */
export interface Face {
  readonly name: string;
  readonly font: Font;
  /** Has no bold of its own: it is drawn with a thicker outline instead. */
  readonly needsThickening: boolean;
}

const loaded = new Map<string, Font>();

/** The space, and the end of Latin Extended-B. */
const FIRST_PRINTED = 0x20;
const LAST_LATIN = 0x24f;

function load(file: string): Font {
  const known = loaded.get(file);
  if (known) return known;
  // A font of ours is one font, never a collection of them.
  const font = create(readFileSync(path.join(FOLDER, `${file}.ttf`))) as Font;
  // A letter that is first met as a part of another (the n of ñ) is kept without its character, and could not be copied from any later
  // document. So those of Latin are met by themselves first; the other families build their letters of no others.
  if (file.startsWith('inter'))
    for (let character = FIRST_PRINTED; character <= LAST_LATIN; character += 1)
      if (font.hasGlyphForCodePoint(character)) font.glyphForCodePoint(character);
  loaded.set(file, font);
  return font;
}

function face(family: Family, weight: Weight): Face {
  const single = family === 'droid-sans-fallback';
  const name = single ? family : `${family}-${weight}`;
  return { name, font: load(name), needsThickening: single && weight === 'semibold' };
}

/** What is never drawn: joiners, marks of direction, variation selectors, the byte order mark. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cc}/u;

const draws = ({ font }: Face, cluster: string): boolean =>
  Array.from(cluster).every(
    (character) => UNSEEN.test(character) || font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );

/** The face that has all of a cluster (a letter with its marks), `preferred` if it can; null where none has. */
export function faceFor(cluster: string, weight: Weight, preferred: Face | null): Face | null {
  if (preferred && draws(preferred, cluster)) return preferred;
  for (const family of FAMILIES) {
    const candidate = face(family, weight);
    if (draws(candidate, cluster)) return candidate;
  }
  return null;
}

/** The face of ordinary text. */
export const mainFace = (weight: Weight): Face => face('inter', weight);

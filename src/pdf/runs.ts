import bidiFactory from 'bidi-js';
import { faceFor, mainFace, type Face, type Weight } from './fonts.ts';

/** A stretch of text in one font and one direction, as it is handed to the font. */
export interface Run {
  readonly text: string;
  readonly face: Face;
  readonly rightToLeft: boolean;
}

const bidi = bidiFactory();
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const RIGHT_TO_LEFT = /\p{Script=Hebrew}|\p{Script=Arabic}/u;
/** Belongs to no script: it follows the letters around it. */
const NEUTRAL = /^[\p{White_Space}\p{P}\p{N}]+$/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
/** Stands for a letter that no font has. */
const UNKNOWN = '□';

interface Piece {
  text: string;
  face: Face;
  level: number;
}

/**
 * One line of text, of any scripts, as runs from left to right. Letters that no font has show as a box; pictures that none has are left
 * out, as a title reads well without its balloon.
 */
export function runsOf(line: string, weight: Weight): Run[] {
  const levels = bidi.getEmbeddingLevels(line);
  const pieces: Piece[] = [];
  let preferred: Face | null = null;
  for (const { segment, index } of clusters.segment(line)) {
    const level = levels.levels[index] ?? 0;
    const found = faceFor(segment, weight, NEUTRAL.test(segment) ? preferred : null);
    if (!found && PICTURE.test(segment)) continue;
    const face = found ?? mainFace(weight);
    const text = mirrored(found ? segment : UNKNOWN, level);
    preferred = face;
    const last = pieces.at(-1);
    if (last && last.face.name === face.name && last.level === level) last.text += text;
    else pieces.push({ text, face, level });
  }
  return reordered(pieces).map(({ text, face, level }) => ({
    text: forFont(text, level),
    face,
    rightToLeft: level % 2 === 1,
  }));
}

/** A bracket opens to the other side in text that runs from right to left. */
const mirrored = (text: string, level: number): string =>
  level % 2 === 1 ? (bidi.getMirroredCharacter(text) ?? text) : text;

/** UAX #9, rule L2: from the highest level to the lowest odd one, every stretch at that level or above is turned round. */
function reordered(pieces: readonly Piece[]): Piece[] {
  const order = [...pieces];
  const highest = Math.max(0, ...order.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    for (let from = 0; from < order.length; from += 1) {
      let to = from;
      while ((order[to]?.level ?? 0) >= level) to += 1;
      if (to - from > 1) order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = Math.max(from, to - 1);
    }
  }
  return order;
}

/** The font turns Hebrew and Arabic round by itself; what runs from right to left without a letter of theirs is turned here. */
function forFont(text: string, level: number): string {
  if (level % 2 === 0 || RIGHT_TO_LEFT.test(text)) return text;
  return Array.from(clusters.segment(text), ({ segment }) => segment)
    .reverse()
    .join('');
}

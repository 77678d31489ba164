import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';
import type { PrinterProfile } from '../shared/printing.ts';

/** Code pages of a make, the commonest first, by the number that chooses one (ESC t). */
type Pages = Readonly<Record<string, number>>;

/** As Epson began it and nearly everybody followed. */
const COMMON: Pages = { cp437: 0, cp858: 19, windows1252: 16 };

/**
 * By the manuals of the makes. Left out are Hebrew, Arabic and Thai, whose letters a printer sets in the wrong order or apart: they are
 * drawn. `generic` keeps to the pages that the cheapest printers have as well.
 */
const PROFILES: Readonly<Record<PrinterProfile, Pages>> = {
  generic: COMMON,
  epson: {
    ...COMMON,
    cp852: 18,
    cp866: 17,
    cp737: 14,
    windows1250: 45,
    windows1251: 46,
    windows1253: 47,
    windows1257: 51,
  },
  bixolon: { ...COMMON, cp852: 18, cp866: 17, windows1253: 24, windows1251: 28, cp737: 29, windows1250: 47 },
  citizen: { cp437: 0, cp858: 2, windows1252: 16, cp852: 6, cp866: 7 },
  star: { ...COMMON, cp852: 18, cp866: 17 },
  sunmi: { ...COMMON, cp852: 18, cp866: 17, cp737: 14 },
  xprinter: { ...COMMON, cp852: 18, cp866: 17, windows1253: 7, windows1251: 23, cp737: 24 },
  'pos-5890': { ...COMMON, cp852: 18, cp866: 17, windows1251: 23, cp737: 24 },
  ascii: { cp437: 0 },
};

const LAST_OF_ASCII = 0x7e;

/** What the encoder needs to know of a make. */
export const codePagesOf = (profile: PrinterProfile): Record<string, number> => ({ ...PROFILES[profile] });

/** The first of a make's code pages that has all of a text; null where none has, and the text is to be drawn. */
export function codePageFor(text: string, profile: PrinterProfile): Codepage | null {
  const most = profile === 'ascii' ? LAST_OF_ASCII : Infinity;
  const points = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  // Below the space lie commands, whatever a code page draws there.
  if (points.some((point) => point < 0x20 || point === 0x7f || point > most)) return null;
  for (const page of Object.keys(PROFILES[profile]) as Codepage[]) {
    const known = lettersOf(page);
    if (points.every((point) => known.has(point))) return page;
  }
  return null;
}

const letters = new Map<Codepage, ReadonlySet<number>>();

/** The letters of a code page that are sent as a byte from the space on. */
function lettersOf(page: Codepage): ReadonlySet<number> {
  let known = letters.get(page);
  if (!known) {
    const points = CodepageEncoder.getCodepoints(page, true);
    known = new Set(points.filter((_, byte) => byte >= 0x20 && byte !== 0x7f));
    letters.set(page, known);
  }
  return known;
}

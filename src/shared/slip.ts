import { z } from 'zod';

/** A line as long as no person types one; it wraps at the paper's edge. */
const words = z.string().max(2000);

/** What stands on a roll of paper, before it is laid out to the roll's width: `cut` ends one paper and begins the next. */
export const slipPart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: words,
    align: z.enum(['left', 'center']).default('left'),
    bold: z.boolean().default(false),
    big: z.boolean().default(false).meta({ description: 'Twice as wide and as high' }),
  }),
  z.object({
    kind: z.literal('pair'),
    left: words,
    right: words.meta({ description: 'At the right edge, such as an amount' }),
    bold: z.boolean().default(false),
    big: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('table'), cells: z.array(words).min(1).max(6), bold: z.boolean().default(false) }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('blank') }),
  z.object({ kind: z.literal('qr'), code: z.string().min(1).max(300) }),
  z.object({ kind: z.literal('cut') }),
]);
export type SlipPart = z.input<typeof slipPart>;

/** One line of the paper as it is printed and as it is shown: `text` is never wider than the columns, half of them where it is big. */
export const slipRow = z.object({
  kind: z.enum(['text', 'qr', 'cut']),
  text: z.string().meta({ description: 'The line with its leading spaces; of a QR code, what it says' }),
  bold: z.boolean(),
  big: z.boolean(),
});
export type SlipRow = z.infer<typeof slipRow>;

/** Columns that a letter takes: 2 where East Asia writes it as wide as high, none where it is a mark on another. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const letter of text) {
    if (/\p{M}|\p{Default_Ignorable_Code_Point}/u.test(letter)) continue;
    columns += WIDE.test(letter) ? 2 : 1;
  }
  return columns;
}

const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}|[\u3000-\u303f\uff01-\uff60]/u;

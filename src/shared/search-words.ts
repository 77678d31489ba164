/** Letters without accents, lower case: how names are compared ("José" is found by "jose"). */
export const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The words of a text by which it is found: runs of letters and digits, folded, each at most 64 characters. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 64));
}

/** Digits of a phone number, without the international prefix's zeros: "+34 600 123" and "0034600123" meet. */
export const phoneKey = (phone: string): string => phone.replaceAll(/\D/g, '').replace(/^00/, '');

/** E-mail addresses are compared in lower case. */
export const emailKey = (email: string): string => email.trim().toLowerCase();

/** More words than a person types; each costs a search. */
const MOST_WORDS = 8;

/**
 * How a question may be read: as its words and, where it looks like a dialled number, as that number in one word however it is spaced.
 * What is found fits a reading with all of its words. Nothing asked has one reading without words, which fits all; signs alone
 * have none.
 */
export function readingsOf(question: string): string[][] {
  const words = wordsOf(question).slice(0, MOST_WORDS);
  if (words.length === 0) return question.trim() === '' ? [[]] : [];
  if (!/^\+?\d[\d\s()./-]{4,}$/.test(question.trim())) return [words];
  return [words, [question.replaceAll(/\D/g, '').replace(/^0+/, '')]];
}

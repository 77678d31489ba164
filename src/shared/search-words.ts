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

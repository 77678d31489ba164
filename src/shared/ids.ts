import { z } from 'zod';

/** What an id names, by its prefix. */
export const ID_PREFIXES = {
  event: 'evt',
  order: 'ord',
  ticket: 'tkt',
  user: 'usr',
  venue: 'ven',
  tier: 'tier',
  addOn: 'addon',
  customer: 'cus',
  affiliate: 'aff',
  device: 'dev',
  promoCode: 'promo',
  refund: 'ref',
  webhookDelivery: 'whd',
  payment: 'pay',
  admission: 'adm',
  audit: 'aud',
  session: 'ses',
  scan: 'scn',
  line: 'line',
  payout: 'pyo',
  mail: 'mail',
  till: 'till',
  tillSession: 'shift',
  tillMovement: 'mov',
  printer: 'prn',
  printJob: 'pjob',
  stripePayment: 'spay',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** An id as it comes in. A malformed one is simply unknown (404), so only its size is checked. */
export const idIn = z.string().min(1).max(64);

export const idOut = (kind: IdKind) =>
  z.string().meta({
    description: `Id of a kind that begins with ${ID_PREFIXES[kind]}_`,
    examples: [`${ID_PREFIXES[kind]}_01k0b2v7x4e9tbgq3n5m8r6c0d`],
  });

/** Crockford's base 32: no I, L, O or U, so that a code survives being read aloud or typed in bad light. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Upper case without spaces, as a scanner or a tired person may have typed it. */
export const normalizeCode = (code: string): string => code.trim().replaceAll(/\s+/g, '').toUpperCase();

/** The readable middle of a QR code: one to eight of A–Z and 0–9 from the tier's name, TKT where the name has none. */
export function tierMark(tierName: string): string {
  const plain = tierName
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, 8);
  return plain === '' ? 'TKT' : plain;
}

/** "summer-pool-party-2026" for a title and the year of its day; "event-2026" where the title has no letter of ASCII. */
export function slugOf(title: string, day: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${words === '' ? 'event' : words}-${day.slice(0, 4)}`;
}

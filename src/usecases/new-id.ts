import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { CROCKFORD, ID_PREFIXES, tierMark, type IdKind } from '../shared/ids.ts';

/** `length` characters of Crockford's base 32 from a good source: 5 bits each, without bias (256 is a multiple of 32). */
export function randomCode(length: number): string {
  return Array.from(randomBytes(length), (byte) => CROCKFORD[byte % 32]).join('');
}

let last = { at: -1, sequence: 0 };

/** Counts up within a millisecond, so that ids made one after the other sort so (RFC 9562 §6.2, a dedicated counter). */
function nextSequence(at: number): number {
  const sequence = at === last.at ? (last.sequence + 1) % 2 ** 32 : randomBytes(4).readUInt32BE() >>> 1;
  last = { at, sequence };
  return sequence;
}

/** A UUID of version 7 as 26 characters of base 32 (as in TypeID) behind its prefix: later ids sort later. */
export function newId(kind: IdKind, at: number): string {
  const bytes = v7({ msecs: at, seq: nextSequence(at) }, new Uint8Array(16));
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = (CROCKFORD[Number(number & 31n)] ?? '') + text;
    number >>= 5n;
  }
  return `${ID_PREFIXES[kind]}_${text.toLowerCase()}`;
}

/** `TW-VIP-9K3M7Q2XYZ`: 50 random bits behind the tier's mark. */
export const newQrCode = (tierName: string): string => `TW-${tierMark(tierName)}-${randomCode(10)}`;

/** `TW-2026-A1B2C3`. */
export const newOrderNumber = (year: number): string => `TW-${year}-${randomCode(6)}`;

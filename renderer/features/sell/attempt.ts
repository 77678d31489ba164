import { checkout } from '../../../src/shared/orders.ts';
import type { AnswerOf } from '../../../src/shared/operation.ts';
import { call, isApiError, newIdempotencyKey } from '../../lib/api.ts';
import { storage } from '../../lib/storage.ts';
import type { CheckoutBody } from './checkout-body.ts';

export type SoldOrder = AnswerOf<typeof checkout>;

/** A sale that was sent. Kept on this machine until its answer is known, so that not even a crash sells it twice. */
export interface Attempt {
  readonly key: string;
  readonly body: CheckoutBody;
  /** Milliseconds; the server remembers a key for a day. */
  readonly startedAt: number;
}

export type Outcome =
  | { readonly kind: 'sold'; readonly order: SoldOrder }
  /** Nothing was sold, and why. */
  | { readonly kind: 'refused'; readonly error: unknown }
  /** Perhaps it was sold: asking again with the same attempt tells. */
  | { readonly kind: 'unknown'; readonly error: unknown };

const DAY = 86_400_000;

/** Milliseconds for an answer before it counts as lost. */
const PATIENCE = 15_000;

/** Keys belong to who sends them, so each user's attempt is their own. */
const placeOf = (userId: string): string => `sale.${userId}`;

export function unansweredAttempt(userId: string): Attempt | null {
  const kept = storage.read(placeOf(userId));
  if (kept === null) return null;
  const attempt = JSON.parse(kept) as Attempt;
  return Date.now() - attempt.startedAt < DAY ? attempt : null;
}

export const forgetAttempt = (userId: string): void => storage.write(placeOf(userId), null);

/** Whether an error leaves open if the sale was made. */
const isOpen = (error: unknown): boolean =>
  !isApiError(error) || error.status === 0 || error.status === 408 || error.status >= 500;

export const newAttempt = (body: CheckoutBody): Attempt => ({ key: newIdempotencyKey(), body, startedAt: Date.now() });

export async function sendAttempt(userId: string, attempt: Attempt): Promise<Outcome> {
  storage.write(placeOf(userId), JSON.stringify(attempt));
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const order = await call(checkout, { body: attempt.body, idempotencyKey: attempt.key, signal });
    forgetAttempt(userId);
    return { kind: 'sold', order };
  } catch (error) {
    if (isOpen(error)) return { kind: 'unknown', error };
    forgetAttempt(userId);
    return { kind: 'refused', error };
  }
}

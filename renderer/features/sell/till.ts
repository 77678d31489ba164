import { getEvent, listEvents, liveEvent } from '../../../src/shared/events.ts';
import { getOrder, listOrders } from '../../../src/shared/orders.ts';
import { listPromoCodes } from '../../../src/shared/promo-codes.ts';
import { myTill, tillReport } from '../../../src/shared/tills.ts';
import { refresh } from '../../lib/query.ts';
import { play } from '../../lib/sounds.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { type Attempt, forgetAttempt, newAttempt, sendAttempt, type SoldOrder, unansweredAttempt } from './attempt.ts';
import type { CheckoutBody } from './checkout-body.ts';
import { clearDraft, draft } from './draft.ts';
import { rememberSale } from './last-sale.ts';

export type Till =
  /** Something is put together; `error` is why the last try was refused. */
  | { readonly phase: 'open'; readonly error: unknown }
  | { readonly phase: 'sending' }
  | { readonly phase: 'unknown'; readonly attempt: Attempt }
  | { readonly phase: 'sold'; readonly order: SoldOrder };

const OPEN: Till = { phase: 'open', error: null };

/** Outside the screen: an answer that comes while another screen is in view is not lost. */
export const till = createStore<Till>(OPEN);

export const useTill = (): Till => useStore(till);

/** Who sells. Drafts and attempts are theirs. */
let seller: string | null = null;

async function settle(userId: string, attempt: Attempt): Promise<void> {
  till.set({ phase: 'sending' });
  const outcome = await sendAttempt(userId, attempt);
  // Somebody else took the till over meanwhile. An attempt without an answer waits for its seller.
  if (seller !== userId) return;
  if (outcome.kind === 'unknown') {
    till.set({ phase: 'unknown', attempt });
    return;
  }
  // Sold or refused, what was on screen is no longer how things are.
  void refresh(listEvents, getEvent, liveEvent, listOrders, getOrder, listPromoCodes, myTill, tillReport);
  if (outcome.kind === 'refused') {
    till.set({ phase: 'open', error: outcome.error });
    return;
  }
  clearDraft();
  if (outcome.order.status !== 'pending') rememberSale(outcome.order);
  till.set({ phase: 'sold', order: outcome.order });
  play('sold');
}

/** Sells what `body` says; one sale at a time. */
export async function sell(userId: string, body: CheckoutBody): Promise<void> {
  if (till.get().phase === 'open') await settle(userId, newAttempt(body));
}

/** Asks after a sale that nobody answered, under its own key: sold by now, it is told; if not, it is sold now. */
export async function askAgain(userId: string): Promise<void> {
  const state = till.get();
  if (state.phase === 'unknown') await settle(userId, state.attempt);
}

/** Leaves it open whether the sale was made. */
export function giveUp(userId: string): void {
  forgetAttempt(userId);
  till.set(OPEN);
}

export const nextSale = (): void => till.set(OPEN);

/** Takes the till over: nothing of another's sale stays, and one's own that nobody answered, also before a reload, comes back. */
export function takeOver(userId: string): void {
  if (seller === userId) return;
  seller = userId;
  clearDraft();
  rememberSale(null);
  const attempt = unansweredAttempt(userId);
  till.set(attempt === null ? OPEN : { phase: 'unknown', attempt });
}

// Why the last try was refused stands until something is changed about it.
draft.subscribe(() => {
  const state = till.get();
  if (state.phase === 'open' && state.error !== null) till.set(OPEN);
});

import { getEvent, listEvents, liveEvent } from '../../../src/shared/events.ts';
import { getOrder, listOrders } from '../../../src/shared/orders.ts';
import { listPromoCodes } from '../../../src/shared/promo-codes.ts';
import { refresh } from '../../lib/query.ts';
import { play } from '../../lib/sounds.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { type Attempt, forgetAttempt, newAttempt, sendAttempt, type SoldOrder, unansweredAttempt } from './attempt.ts';
import type { CheckoutBody } from './checkout-body.ts';
import { clearDraft } from './draft.ts';

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

async function settle(userId: string, attempt: Attempt): Promise<void> {
  till.set({ phase: 'sending' });
  const outcome = await sendAttempt(userId, attempt);
  if (outcome.kind === 'unknown') {
    till.set({ phase: 'unknown', attempt });
    return;
  }
  // Sold or refused, what was on screen is no longer how things are.
  void refresh(listEvents, getEvent, liveEvent, listOrders, getOrder, listPromoCodes);
  if (outcome.kind === 'refused') {
    till.set({ phase: 'open', error: outcome.error });
    return;
  }
  clearDraft();
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

/** After a reload: was there a sale that nobody answered? */
export function recall(userId: string): void {
  const attempt = unansweredAttempt(userId);
  if (attempt !== null && till.get().phase === 'open') till.set({ phase: 'unknown', attempt });
}

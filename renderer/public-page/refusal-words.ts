import { type I18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type Refusal } from './reserve.ts';

const SENTENCES: { readonly [Code in Refusal['code']]?: MessageDescriptor } = {
  sold_out: msg`Somebody was faster: there are fewer places left than you chose. What is left now is shown above.`,
  too_many_holds: msg`Two of your orders are waiting to be paid already. Pay one at the counter, or wait until its time is up.`,
  event_not_on_sale: msg`This event is not on sale any more.`,
  event_cancelled: msg`This event is cancelled.`,
  unknown_event: msg`This event is not on sale any more.`,
  unknown_tier: msg`The tickets have changed. Load the page again.`,
  unknown_add_on: msg`The tickets have changed. Load the page again.`,
  unknown_promo_code: msg`There is no such promo code.`,
  promo_code_not_valid: msg`This promo code is not valid for this order.`,
  promo_code_used_up: msg`This promo code is used up.`,
  invalid_request: msg`Please look at the marked fields.`,
  unavailable: msg`The box office is closing down. Try again in a minute.`,
  storage_unavailable: msg`The box office cannot take orders at the moment. Nothing was reserved.`,
  offline: msg`The box office does not answer. Look at your connection and press again: it is reserved only once.`,
};

const OTHERWISE = msg`Something went wrong. Press again: it is reserved only once.`;

/** Why nothing was reserved, in words for a visitor. */
export function refusalSentence({ code, retryAfter }: Refusal, i18n: I18n): string {
  if (code === 'rate_limited') {
    const seconds = i18n.number(Math.max(retryAfter, 1));
    return i18n._(msg`Too many tries from here. Try again in ${{ seconds }} s.`);
  }
  return i18n._(SENTENCES[code] ?? OTHERWISE);
}

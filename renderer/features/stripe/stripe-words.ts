import { type I18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What the server says of Stripe's keys, where it is not in Stripe's own words. */
const SENTENCES: Readonly<Record<string, MessageDescriptor>> = {
  'No secret key of Stripe is set.': msg`No secret key of Stripe is set.`,
  'No publishable key of Stripe is set.': msg`No publishable key of Stripe is set.`,
  'The secret key of Stripe was sealed on another machine. Give it again here.': msg`The secret key of Stripe was sealed on another machine. Give it again here.`,
  'One key of Stripe is for tests and the other is live.': msg`One key of Stripe is for tests and the other is live.`,
  'The demo takes no money.': msg`The demo takes no money.`,
  'Stripe knows this box office.': msg`Stripe knows this box office.`,
};

export function stripeSentence(sentence: string, i18n: I18n): string {
  const known = SENTENCES[sentence];
  return known ? i18n._(known) : sentence;
}

import { type I18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Why mail waits, as the server says it. */
const SENTENCES: Readonly<Record<string, MessageDescriptor>> = {
  'No mail server is set.': msg`No mail server is set.`,
  'No sender’s address is set.': msg`No sender’s address is set.`,
  'The password of the mail server is not set on this machine.': msg`The password of the mail server is not set on this machine.`,
  'The demo sends no mail.': msg`The demo sends no mail.`,
};

export function mailWaits(sentence: string, i18n: I18n): string {
  const known = SENTENCES[sentence];
  return known ? i18n._(known) : sentence;
}

import { type I18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** The sentences of the shared schemas as they read under a field. The server sends the same ones. */
const SENTENCES: Readonly<Record<string, MessageDescriptor>> = {
  'must not be empty': msg`Fill this in`,
  'must not hold control characters': msg`Holds a character that cannot be printed`,
  'must begin with pk_test_ or pk_live_': msg`Begins with pk_test_ or pk_live_`,
  'must begin with sk_ or rk_, then test_ or live_': msg`Begins with sk_ or rk_, then test_ or live_`,
  'must begin with whsec_': msg`Begins with whsec_`,
  'must be an e-mail address': msg`Enter an e-mail address such as jane@example.com`,
  'must have at least 10 characters': msg`At least 10 characters`,
  'must have at most two decimals': msg`At most two decimals`,
  'must be an amount such as 25, 25.5 or "25.00"': msg`Enter an amount such as 25 or 25.50`,
  'is not a currency code such as EUR': msg`Enter a currency code such as EUR`,
  'must be a time such as 14:00': msg`Enter a time such as 14:00`,
  'must not be before 1970': msg`Enter a day after 1970`,
  'is not a time zone such as Europe/Madrid': msg`Enter a time zone such as Europe/Madrid`,
  'must name at least one tier': msg`Name at least one tier`,
  'must be 2 to 40 of A–Z, 0–9, - and _': msg`2 to 40 letters, digits, - and _`,
  'must be after from': msg`Must be after the beginning`,
  'must be the name of a server, such as smtp.example.com': msg`Enter the name of a server, such as smtp.example.com`,
  'must be a picture of at most 200 KB': msg`The picture has more than 200 KB. Save it smaller.`,
  'must be a PNG or JPEG picture in base64': msg`Choose a PNG or JPEG picture.`,
  'must have at most 4 million pixels': msg`The picture has more than 4 million pixels. Save it smaller.`,
  'cannot be drawn: the picture is damaged': msg`The picture is damaged.`,
  'Give either percent or amount': msg`Give either a percentage or an amount`,
  'must be an address without a path, such as https://tickets.example.com': msg`Enter an address without a path, such as https://tickets.example.com`,
  'must be up to 12 letters, digits and hyphens': msg`Up to 12 letters, digits and hyphens`,
  'Give an amount, or tickets and add-ons, not both': msg`Give an amount, or tickets and add-ons, not both`,
};

const MISSING = msg`Fill this in`;
const NOT_VALID = msg`This is not valid`;
const NO_DAY = msg`Enter a day`;

/** What of a schema's complaint decides the words. */
export interface Complaint {
  readonly code?: string | undefined;
  readonly message: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly format?: string;
  readonly input?: unknown;
}

/** A complaint about one field, in words for the person who filled it in. */
export function fieldSentence(complaint: Complaint, i18n: I18n): string {
  const known = SENTENCES[complaint.message];
  if (known) return i18n._(known);
  const size = (bound: number | bigint | undefined): string => i18n.number(Number(bound ?? 0));
  switch (complaint.code) {
    case undefined:
      // A sentence of the server that only it can say, such as one about the capacity.
      return complaint.message.charAt(0).toLocaleUpperCase(i18n.locale) + complaint.message.slice(1);
    case 'custom':
      return complaint.message;
    case 'too_small':
      if (complaint.origin === 'string' && complaint.minimum === 1) return i18n._(MISSING);
      return i18n._(
        complaint.origin === 'string'
          ? msg`At least ${{ least: size(complaint.minimum) }} characters`
          : msg`At least ${{ least: size(complaint.minimum) }}`,
      );
    case 'too_big':
      return i18n._(
        complaint.origin === 'string'
          ? msg`At most ${{ most: size(complaint.maximum) }} characters`
          : msg`At most ${{ most: size(complaint.maximum) }}`,
      );
    case 'invalid_format':
      return i18n._(complaint.format === 'date' ? NO_DAY : NOT_VALID);
    case 'invalid_type':
      return i18n._(MISSING);
    default:
      return i18n._(NOT_VALID);
  }
}

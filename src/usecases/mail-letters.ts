import { findEvent, type EventRow } from '../db/events.ts';
import type { MailRow } from '../db/mail.ts';
import { findOrder, refundsOf, type OrderHead, type TicketWithStay } from '../db/orders.ts';
import { readSettings } from '../db/settings.ts';
import type { Reads } from '../db/ledger.ts';
import type { Branding, PrintJob } from '../pdf/paper.ts';
import { toInstant, type Milliseconds } from '../shared/instant.ts';
import type { Language } from '../shared/settings.ts';
import { readBranding } from './branding.ts';
import { formatsOf, type Formats } from './formats.ts';
import { MAIL_WORDS, type About, type MailWords, type Words } from './mail-words.ts';
import { oneTicket, printJobOf, ticketsForAddress, ticketsOfCustomer } from './ticket-papers.ts';

/** A mail in words, before it is HTML or plain text. */
export interface Letter {
  readonly language: Language;
  readonly subject: string;
  readonly heading: string;
  readonly says: readonly string[];
  /** What it is about, a label and a value each. */
  readonly facts: readonly (readonly [string, string])[];
  readonly organization: string;
  readonly sentBy: string;
  readonly branding: Branding;
  /** The tickets that go with it. */
  readonly tickets: { readonly fileName: string; readonly job: PrintJob } | null;
}

/** Why a mail has nothing to say any more, in a sentence. */
export type Pointless = string;

/** The letter of a mail as the ledger stands now: no code goes out that has died since, and none to whoever holds it no more. */
export async function writeLetter(db: Reads, mail: MailRow, now: Milliseconds): Promise<Letter | Pointless> {
  const order = await findOrder(db, mail.order_id);
  const event = order && (await findEvent(db, order.event_id));
  if (!order || !event) throw new Error(`No order or event of mail ${mail.id}`);
  const settings = await readSettings(db);
  const { language, organization } = settings;
  const words = MAIL_WORDS[language];
  const formats = formatsOf(language);
  const content = await contentOf({ db, mail, order, event, words, formats, now });
  if (typeof content === 'string') return content;
  const { greets, tickets, extra } = content;
  return {
    language,
    subject: content.words.subject,
    heading: content.words.heading,
    says: [words.hello(greets), ...content.words.says],
    facts: [
      [words.when, `${formats.day(event.date)}, ${formats.hours(event.start_time, event.end_time)}`],
      [
        words.where,
        [event.venue_name, event.venue_address, event.venue_city].filter((part) => part !== null).join(', '),
      ],
      ...(tickets.length === 0 ? [] : [[words.tickets, tiersOf(tickets)] as const]),
      ...extra,
      [words.order, order.number],
    ],
    organization,
    sentBy: words.sentBy,
    branding: await readBranding(db),
    tickets:
      tickets.length === 0
        ? null
        : { fileName: words.fileName(order.number), job: await printJobOf(db, order, tickets, 'a4') },
  };
}

interface Source {
  readonly db: Reads;
  readonly mail: MailRow;
  readonly order: OrderHead;
  readonly event: EventRow;
  readonly words: MailWords;
  readonly formats: Formats;
  readonly now: Milliseconds;
}

interface Content {
  readonly words: Words;
  readonly greets: string | null;
  readonly tickets: readonly TicketWithStay[];
  readonly extra: readonly (readonly [string, string])[];
}

const NO_TICKET = 'Its tickets were refunded, cancelled or transferred before it was sent.';

function contentOf(source: Source): Promise<Content | Pointless> {
  switch (source.mail.kind) {
    case 'tickets':
    case 'tickets_again':
      return ticketsContent(source);
    case 'ticket_received':
      return receivedContent(source);
    case 'ticket_given':
      return Promise.resolve(givenContent(source));
    case 'refund':
      return refundContent(source);
    case 'event_cancelled':
      return cancelledContent(source);
  }
}

const aboutOf = ({ order, event, formats }: Source): About => ({
  event: event.title,
  date: formats.day(event.date),
  order: order.number,
});

const isOver = ({ event, now }: Source): boolean => event.ends_at < toInstant(now);
const OVER = 'The event was over before it was sent.';

async function ticketsContent(source: Source): Promise<Content | Pointless> {
  const { db, mail, order, words, formats } = source;
  const again = mail.kind === 'tickets_again';
  const tickets = again ? await ticketsForAddress(db, order.id, mail.recipient) : await ticketsOfCustomer(db, order.id);
  if (tickets.length === 0) return NO_TICKET;
  // Whoever asks for tickets of a past event by hand has a reason.
  if (!again && isOver(source)) return OVER;
  const paid = formats.money(order.paid, order.currency);
  const received = tickets[0]?.holder_email === null ? null : tickets[0];
  return {
    words: again
      ? words.ticketsAgain(aboutOf(source), tickets.length)
      : words.ticketsPaid(aboutOf(source), tickets.length),
    greets: received ? received.holder_name : order.customer_name,
    tickets,
    extra: again ? [] : [[words.paid, paid]],
  };
}

async function receivedContent(source: Source): Promise<Content | Pointless> {
  const { db, mail, order, words } = source;
  const [ticket] = await oneTicket(db, order.id, mail.ticket_id ?? '');
  if (!ticket || ticket.holder_email !== mail.recipient) return NO_TICKET;
  if (isOver(source)) return OVER;
  return {
    words: words.ticketReceived(aboutOf(source), mail.from_holder),
    greets: mail.to_holder,
    tickets: [ticket],
    extra: [],
  };
}

function givenContent(source: Source): Content {
  const { mail, words } = source;
  return {
    words: words.ticketGiven(aboutOf(source), mail.to_holder),
    greets: mail.from_holder,
    tickets: [],
    extra: [],
  };
}

async function refundOf({ db, mail, order, formats, words }: Source) {
  const refund = (await refundsOf(db, [order.id])).find(({ id }) => id === mail.refund_id);
  if (!refund) return null;
  const amount = formats.money(refund.amount, order.currency);
  return { refund, amount, how: refund.amount === 0 ? '' : (words.how[refund.method] ?? '') };
}

async function refundContent(source: Source): Promise<Content> {
  const { mail, order, words } = source;
  const done = await refundOf(source);
  if (!done) throw new Error(`No refund of mail ${mail.id}`);
  const { refund, amount, how } = done;
  const text = words.refund(aboutOf(source), amount, how, refund.ticket_ids.length);
  return {
    words: { ...text, says: [...text.says, ...reasonOf(words, refund.reason)] },
    greets: order.customer_name,
    tickets: [],
    extra: [[words.refunded, amount]],
  };
}

async function cancelledContent(source: Source): Promise<Content> {
  const { mail, order, event, words } = source;
  const done = await refundOf(source);
  const refund = done && done.refund.amount > 0 ? { amount: done.amount, how: done.how } : null;
  const isCustomer = mail.recipient === order.customer_email;
  const text = words.cancelled(aboutOf(source), refund, !isCustomer);
  return {
    words: { ...text, says: [...text.says, ...reasonOf(words, event.cancel_reason)] },
    greets: isCustomer ? order.customer_name : null,
    tickets: [],
    extra: refund ? [[words.refunded, refund.amount]] : [],
  };
}

const reasonOf = (words: MailWords, reason: string | null): string[] => (reason === null ? [] : [words.reason(reason)]);

/** `2 × General, 1 × VIP`. */
function tiersOf(tickets: readonly TicketWithStay[]): string {
  const byTier = Map.groupBy(tickets, (ticket) => ticket.tier_name);
  return Array.from(byTier, ([tier, of]) => `${of.length} × ${tier}`).join(', ');
}

/** What the button in the settings sends. */
export async function testLetter(db: Reads): Promise<Letter> {
  const { language, organization } = await readSettings(db);
  const words = MAIL_WORDS[language];
  return {
    language,
    ...words.test,
    facts: [],
    organization,
    sentBy: '',
    branding: await readBranding(db),
    tickets: null,
  };
}

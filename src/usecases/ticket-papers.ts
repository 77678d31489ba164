import type { Kysely } from 'kysely';
import { findEvent, type EventRow } from '../db/events.ts';
import { transferredTickets } from '../db/mail.ts';
import { ticketsOf, type OrderHead, type TicketWithStay } from '../db/orders.ts';
import { readSettings } from '../db/settings.ts';
import type { Tables } from '../db/tables.ts';
import type { PrintJob, TicketOnPaper } from '../pdf/paper.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { PaperFormat } from '../shared/mail.ts';
import { taxWithin } from '../shared/money.ts';
import { emailKey } from '../shared/search-words.ts';
import { readBranding } from './branding.ts';
import { formatsOf, type Formats } from './formats.ts';
import { paidFor } from './order-facts.ts';
import { TICKET_WORDS, type TicketWords } from './ticket-words.ts';

type Db = Kysely<Tables>;

/** Tickets are handed out, by mail or on paper, only where they open a door. @throws 409 order_unpaid, order_cancelled, event_cancelled */
export function refuseWithoutDoor(order: OrderHead): void {
  if (order.event_status === 'cancelled') throw new BoxOfficeError('event_cancelled', 'The event is cancelled.');
  refuseUnpaid(order);
}

/** What was never paid has neither receipt nor tickets. @throws 409 order_unpaid, order_cancelled */
export function refuseUnpaid(order: OrderHead): void {
  if (order.paid_at !== null) return;
  if (order.status === 'cancelled') throw new BoxOfficeError('order_cancelled', 'The order was cancelled unpaid.');
  throw new BoxOfficeError('order_unpaid', 'The order is not paid yet. Its tickets do not open the door.');
}

/** The tickets of an order that open the door. */
const living = async (db: Db, orderId: string): Promise<TicketWithStay[]> =>
  (await ticketsOf(db, [orderId])).filter((ticket) => ticket.status === 'valid');

/** The tickets that an order's customer holds: without those transferred away. */
export async function ticketsOfCustomer(db: Db, orderId: string): Promise<TicketWithStay[]> {
  const tickets = await living(db, orderId);
  const away = await transferredTickets(
    db,
    tickets.map(({ id }) => id),
  );
  return tickets.filter(({ id }) => !away.has(id));
}

/** The tickets to mail to an address: those transferred to it if there are any, else the customer's. */
export async function ticketsForAddress(db: Db, orderId: string, address: string): Promise<TicketWithStay[]> {
  const received = (await living(db, orderId)).filter(
    ({ holder_email: email }) => email !== null && emailKey(email) === emailKey(address),
  );
  return received.length > 0 ? received : ticketsOfCustomer(db, orderId);
}

/** One ticket that opens the door, transferred or not; none where it does not or is another order's. */
export const oneTicket = async (db: Db, orderId: string, ticketId: string): Promise<TicketWithStay[]> =>
  (await living(db, orderId)).filter(({ id }) => id === ticketId);

/** Tickets as they are handed to the printer, in the language of the settings. */
export async function printJobOf(
  db: Db,
  order: OrderHead,
  tickets: readonly TicketWithStay[],
  format: PaperFormat,
): Promise<PrintJob> {
  const event = await findEvent(db, order.event_id);
  if (!event) throw new Error(`No event of order ${order.id}`);
  const { language, organization, taxId } = await readSettings(db);
  const words = TICKET_WORDS[language];
  const { holder, order: orderLabel, price, goodToKnow, advice } = words;
  const onPaper = writerOf(order, event, words, formatsOf(language));
  return {
    format,
    language,
    title: words.title(order.number),
    organization,
    seller: [organization, ...(taxId === null ? [] : [words.taxId(taxId)])].join(' · '),
    branding: await readBranding(db),
    labels: { holder, order: orderLabel, price, goodToKnow, advice },
    tickets: tickets.map((ticket, index) => ({ ...onPaper(ticket), count: words.count(index + 1, tickets.length) })),
  };
}

function writerOf(order: OrderHead, event: EventRow, words: TicketWords, formats: Formats) {
  const about = {
    event: event.title,
    date: formats.day(event.date),
    time: formats.hours(event.start_time, event.end_time),
    venue: event.venue_name,
    address: [event.venue_address, event.venue_city].filter((part) => part !== null).join(', ') || null,
    orderNumber: order.number,
  };
  return (ticket: TicketWithStay): Omit<TicketOnPaper, 'count'> => {
    const money = (minor: number): string => formats.money(minor, order.currency);
    const paid = paidFor(ticket);
    const notes = [
      ...(ticket.discount > 0 ? [words.discounted(money(ticket.price))] : []),
      ...(paid > 0 && ticket.tax_rate > 0
        ? [words.tax(formats.percent(ticket.tax_rate), money(taxWithin(paid, ticket.tax_rate)))]
        : []),
    ];
    return {
      ...about,
      tier: ticket.tier_name,
      holder: ticket.holder_name ?? order.customer_name,
      code: ticket.qr_code,
      price: paid === 0 ? words.free : money(paid),
      priceNote: notes.join(' · ') || null,
    };
  };
}

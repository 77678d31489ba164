import type { Kysely } from 'kysely';
import { findEvent, type EventRow } from '../db/events.ts';
import {
  addOnLinesOf,
  namesOf,
  paymentsOf,
  refundsOf,
  ticketsOf,
  type OrderAddOnRow,
  type OrderHead,
  type RefundRow,
  type TicketWithStay,
} from '../db/orders.ts';
import { readSettings } from '../db/settings.ts';
import type { Tables } from '../db/tables.ts';
import { refundTaxLines } from '../domain/refund-tax.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { add, minus } from '../shared/money.ts';
import type { SlipPart } from '../shared/slip.ts';
import { formatsOf, type Formats } from './formats.ts';
import { paidFor, taxLinesOf } from './order-facts.ts';
import { RECEIPT_WORDS, type ReceiptWords } from './receipt-words.ts';

type Db = Kysely<Tables>;

/** All that a receipt is written from. */
interface Books {
  readonly order: OrderHead;
  readonly event: EventRow;
  readonly tickets: readonly TicketWithStay[];
  readonly addOns: readonly OrderAddOnRow[];
  readonly refunds: readonly RefundRow[];
  readonly words: ReceiptWords;
  readonly formats: Formats;
  readonly money: (minor: number) => string;
}

/**
 * A receipt in the language of the settings: seller with tax id and address, its own gapless number, when and by whom, what was sold, the
 * tax in it rate by rate, and how it was paid. `copy` 0 is the original.
 *
 * @throws 404 where the refund is not one of this order
 */
export async function receiptSlip(
  db: Db,
  order: OrderHead,
  { refundId, copy }: { refundId: string | null; copy: number },
): Promise<SlipPart[]> {
  const { language, organization, taxId } = await readSettings(db);
  const event = await findEvent(db, order.event_id);
  if (!event) throw new Error(`No event of order ${order.id}`);
  const words = RECEIPT_WORDS[language];
  const formats = formatsOf(language);
  const books: Books = {
    order,
    event,
    tickets: await ticketsOf(db, [order.id]),
    addOns: await addOnLinesOf(db, [order.id]),
    refunds: await refundsOf(db, [order.id]),
    words,
    formats,
    money: (minor) => formats.money(minor, order.currency),
  };
  const refund = refundId === null ? null : books.refunds.find(({ id }) => id === refundId);
  if (refund === undefined) throw new BoxOfficeError('not_found', 'There is no such refund of this order.');
  const address = [event.venue_address, event.venue_city].filter((part) => part !== null).join(', ');
  const seller = refund === null ? order.sold_by : refund.refunded_by;
  const name = seller === null ? undefined : (await namesOf(db, [seller])).get(seller);
  return [
    ...(copy > 0 ? [{ kind: 'text', text: words.copy(copy), align: 'center', bold: true, big: true } as const] : []),
    { kind: 'text', text: organization, align: 'center', bold: true },
    ...(taxId === null ? [] : [{ kind: 'text', text: words.taxId(taxId), align: 'center' } as const]),
    { kind: 'text', text: event.venue_name, align: 'center' },
    ...(address === '' ? [] : [{ kind: 'text', text: address, align: 'center' } as const]),
    { kind: 'rule' },
    ...(refund === null ? await saleParts(db, books) : refundParts(books, refund)),
    ...(name === undefined ? [] : [{ kind: 'text', text: words.servedBy(name), align: 'center' } as const]),
    { kind: 'cut' },
  ];
}

async function saleParts(db: Db, books: Books): Promise<SlipPart[]> {
  const { order, event, tickets, addOns, refunds, words, formats, money } = books;
  const payments = await paymentsOf(db, [order.id]);
  return [
    { kind: 'text', text: order.receipt === null ? words.noNumber : words.receipt(order.receipt), bold: true },
    {
      kind: 'pair',
      left: words.order(order.number),
      right: formats.moment(order.paid_at ?? order.created_at, event.time_zone),
    },
    { kind: 'text', text: `${event.title}, ${formats.day(event.date)}` },
    { kind: 'rule' },
    ...ticketLines(tickets, money),
    ...addOns.map(({ name, quantity, unit_price: price }) => lineOf(name, quantity, price, money)),
    { kind: 'rule' },
    ...(order.discount > 0
      ? ([
          { kind: 'pair', left: words.subtotal, right: money(order.subtotal) },
          { kind: 'pair', left: words.discount(order.promo_code), right: money(-order.discount) },
        ] as const)
      : []),
    { kind: 'pair', left: words.total, right: money(order.total), bold: true, big: true },
    ...payments.flatMap(({ method, amount, tendered, change }): SlipPart[] => [
      { kind: 'pair', left: words.methods[method] ?? method, right: money(tendered ?? amount) },
      ...(change !== null && change > 0 ? [{ kind: 'pair', left: words.change, right: money(change) } as const] : []),
    ]),
    ...refunds.map(({ receipt, amount }): SlipPart => {
      return { kind: 'pair', left: words.refunded(receipt), right: money(-amount) };
    }),
    { kind: 'blank' },
    ...taxParts(taxLinesOf(tickets, addOns), books, 1),
  ];
}

function refundParts(books: Books, refund: RefundRow): SlipPart[] {
  const { order, event, tickets, addOns, words, formats, money } = books;
  const back = tickets.filter(({ id }) => refund.ticket_ids.includes(id));
  const taxed = (ticket: TicketWithStay) => ({ gross: paidFor(ticket), taxRate: ticket.tax_rate });
  const rest = [
    ...tickets.filter((ticket) => !back.includes(ticket)).map(taxed),
    ...addOns.map((line) => ({ gross: line.quantity * line.unit_price - line.discount, taxRate: line.tax_rate })),
  ];
  const exact = add(...back.map(paidFor)) === refund.amount;
  const method = words.methods[refund.method] ?? refund.method;
  return [
    { kind: 'text', text: words.refund, align: 'center', bold: true, big: true },
    { kind: 'text', text: words.receipt(refund.receipt), bold: true },
    ...(order.receipt === null ? [] : [{ kind: 'text', text: words.original(order.receipt) } as const]),
    { kind: 'pair', left: words.order(order.number), right: formats.moment(refund.created_at, event.time_zone) },
    { kind: 'text', text: `${event.title}, ${formats.day(event.date)}` },
    { kind: 'rule' },
    // Only lines that add up to what goes back carry amounts.
    ...[...Map.groupBy(back, ({ tier_name: tier }) => tier)].map(([tier, group]): SlipPart => {
      const left = `${group.length} x ${tier}`;
      return exact
        ? { kind: 'pair', left, right: money(0 - add(...group.map(paidFor))) }
        : { kind: 'text', text: left };
    }),
    { kind: 'pair', left: words.refundTotal, right: money(-refund.amount), bold: true, big: true },
    { kind: 'pair', left: words.given(method), right: money(refund.amount) },
    ...(refund.reason === null ? [] : [{ kind: 'text', text: refund.reason } as const]),
    { kind: 'blank' },
    ...taxParts(refundTaxLines(refund.amount, back.map(taxed), rest), books, -1),
  ];
}

/** Tickets of one tier and price in one line. */
function ticketLines(tickets: readonly TicketWithStay[], money: Books['money']): SlipPart[] {
  const groups = Map.groupBy(tickets, ({ tier_id: tier, price }) => `${tier} ${price}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [lineOf(first.tier_name, group.length, first.price, money)] : [];
  });
}

const lineOf = (name: string, quantity: number, price: number, money: Books['money']): SlipPart => ({
  kind: 'pair',
  left: quantity === 1 ? `1 x ${name}` : `${quantity} x ${name} (${money(price)})`,
  right: money(quantity * price),
});

/** Net, tax and gross of each rate; with `sign` −1 as what a refund takes back. */
function taxParts(
  lines: readonly { rate: number; gross: number; tax: number }[],
  { words, formats, order }: Books,
  sign: 1 | -1,
): SlipPart[] {
  const plain = (minor: number): string => formats.amount(sign * minor, order.currency);
  return [
    { kind: 'table', cells: [words.rate, words.net, words.tax, words.gross], bold: true },
    ...lines.map(({ rate, gross, tax }): SlipPart => {
      const cells = [formats.percent(rate), plain(minus(gross, tax)), plain(tax), plain(gross)];
      return { kind: 'table', cells };
    }),
    { kind: 'blank' },
  ];
}

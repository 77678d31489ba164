import { sql } from 'kysely';
import { findEvent, type EventRow } from '../db/events.ts';
import { addOrderWords, orderWords } from '../db/order-words.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import type { Trx } from '../db/write-door.ts';
import { priceOrder, type Price } from '../domain/price-order.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { MINUTE, toInstant } from '../shared/instant.ts';
import type { Minor } from '../shared/money.ts';
import { mayActAs } from '../shared/operation.ts';
import { creditAffiliate, findAffiliateCode, knownAffiliateCode } from './affiliates.ts';
import { beginStripePayment } from './begin-stripe-payment.ts';
import { instantOf, type Call } from './context.ts';
import { customerFor, type Contact } from './customers.ts';
import { newId, newOrderNumber, newQrCode } from './new-id.ts';
import { readBasket, takePlaces, type Basket, type BasketInput } from './order-basket.ts';
import { tellOrderCreated } from './order-created.ts';
import { recordAudit } from './record-audit.ts';
import {
  changeOf,
  drawReceipt,
  methodsOf,
  recordPayments,
  refuseMethod,
  settle,
  type Paying,
  type Taken,
} from './take-payment.ts';
import { redeemPromoCode, type RedeemedPromo } from './redeem-promo-code.ts';
import { tillFor } from './till-of-call.ts';

/** How long a pending order keeps its places (API.md, POST /api/checkout). */
export const HOLD_TIME = 15 * MINUTE;
const MOST_TICKETS = { counter: 100, public: 10 } as const;
const MOST_OPEN_HOLDS = 2;

export interface SaleInput extends BasketInput, Contact, Paying {
  readonly eventId: string;
  readonly promoCode: string | null;
  readonly affiliateCode: string | null;
  readonly hold?: boolean | undefined;
  /** Stripe can be asked, so it may be paid by. */
  readonly stripeReady?: boolean;
}

export interface Sale {
  readonly orderId: string;
  /** Cash to hand back; null unless cash was taken. */
  readonly change: Minor | null;
  readonly currency: string;
  /** What Stripe is to be asked for once this is on the disk; null unless it is paid by Stripe. */
  readonly stripePaymentId: string | null;
}

/**
 * Sells tickets and add-ons of one event. At the counter the money is taken at once; from outside the order is pending and holds its
 * places for 15 minutes, and so it is where Stripe takes the money. Never oversold: taking a place is a conditional write.
 *
 * @throws 400 unknown_event, unknown_tier, unknown_add_on, unknown_promo_code, tendered_too_little, payments_do_not_add_up · 403 over_limit ·
 *   409 event_not_on_sale, sold_out, promo_code_used_up, too_many_holds, till_required
 */
export async function sellOrder(trx: Trx, call: Call, input: SaleInput): Promise<Sale> {
  const atCounter = call.actor.kind !== 'public';
  const byStripe = input.payment?.method === 'stripe';
  const pending = !atCounter || input.hold === true || byStripe;
  const isComp = input.payment?.method === 'comp';
  refuseMethod(input, [
    ...(['cash', 'card'] as const),
    ...(atCounter ? (['comp'] as const) : []),
    ...(input.stripeReady === true ? (['stripe'] as const) : []),
  ]);
  const event = await eventOnSale(trx, input.eventId, atCounter);
  if (pending && input.payments !== undefined) throw invalidField('payments', 'is said when the money is taken');
  if (!atCounter) await refusePublic(trx, call, input);
  const basket = await readBasket(trx, event, input, atCounter ? MOST_TICKETS.counter : MOST_TICKETS.public);
  const settings = await readSettings(trx);
  if (isComp) refuseComp(call, settings, basket);

  const promo = input.promoCode === null ? null : await redeemPromoCode(trx, call, input.promoCode, event);
  const price = priceOrder(
    basket.tickets.map(({ tier }) => ({ price: tier.price, taxRate: tier.tax_rate })),
    basket.addOns.map(({ addOn, quantity }) => ({ unitPrice: addOn.price, quantity, taxRate: addOn.tax_rate })),
    isComp ? { kind: 'comp' } : (promo?.discount ?? null),
  );
  const taken = pending ? null : settle(input, price.total, event.currency);
  const till = pending ? null : await tillFor(trx, call, settings, event.currency);
  await takePlaces(trx, event, basket, pending ? 'held' : 'sold');

  const orderId = await insertOrder(trx, call, { input, event, settings, basket, price, promo, taken });
  if (taken) {
    await recordPayments(trx, call, orderId, taken, till);
    await creditAffiliate(trx, orderId);
    await tellOrderCreated(trx, call, orderId);
  }
  const due = { id: orderId, due: price.total, currency: event.currency };
  const stripePaymentId = byStripe ? await beginStripePayment(trx, call, due) : null;
  return { orderId, change: taken && changeOf(taken), currency: event.currency, stripePaymentId };
}

async function eventOnSale(trx: Trx, eventId: string, atCounter: boolean): Promise<EventRow> {
  const event = await findEvent(trx, eventId);
  if (!event || (!atCounter && event.status === 'draft'))
    throw invalidField('eventId', 'There is no such event', 'unknown_event');
  if (event.status !== 'published')
    throw new BoxOfficeError('event_not_on_sale', `${event.title} is not on sale (${event.status}).`);
  return event;
}

/** What a visitor may not: stay nameless, or keep more than two open holds an address. */
async function refusePublic(trx: Trx, call: Call, input: SaleInput): Promise<void> {
  if (input.customerName === null) throw invalidField('customerName', 'is required');
  const { holds } = await trx
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('holds'))
    // A literal, so that the index of pending orders alone answers.
    .where('status', '=', sql.lit('pending'))
    .where('placed_from', '=', call.actor.address)
    .where('hold_expires_at', '>', instantOf(call))
    .executeTakeFirstOrThrow();
  if (holds >= MOST_OPEN_HOLDS) {
    throw new BoxOfficeError(
      'too_many_holds',
      'Two orders are waiting to be paid already. Pay or release one of them first.',
    );
  }
}

function refuseComp(call: Call, settings: Settings, basket: Basket): void {
  const { role } = call.actor;
  if (role !== null && mayActAs(role, 'manager')) return;
  if (basket.tickets.length > settings.staffCompLimit) {
    throw new BoxOfficeError(
      'over_limit',
      `Staff may give away ${settings.staffCompLimit} tickets an order. Ask a manager.`,
    );
  }
}

interface OrderParts {
  readonly input: SaleInput;
  readonly event: EventRow;
  readonly settings: Settings;
  readonly basket: Basket;
  readonly price: Price;
  readonly promo: RedeemedPromo | null;
  readonly taken: readonly Taken[] | null;
}

async function insertOrder(trx: Trx, call: Call, parts: OrderParts): Promise<string> {
  const { input, event, settings, basket, price, promo, taken } = parts;
  const now = instantOf(call);
  const id = newId('order', call.now);
  const number = await freeOrderNumber(trx, call);
  const receipt = taken ? await drawReceipt(trx, settings) : null;
  await trx
    .insertInto('orders')
    .values({
      id,
      number,
      event_id: event.id,
      customer_id: await customerFor(trx, call, input),
      customer_name: input.customerName,
      customer_email: input.customerEmail,
      customer_phone: input.phone,
      status: taken ? 'paid' : 'pending',
      channel: call.actor.kind === 'public' ? 'public' : 'counter',
      currency: event.currency,
      subtotal: price.subtotal,
      discount: price.discount,
      total: price.total,
      tax: price.tax,
      paid: taken ? price.total : 0,
      refunded: 0,
      promo_code_id: promo?.id ?? null,
      promo_code: promo?.code ?? null,
      affiliate_code: await affiliateCodeOf(trx, call, input.affiliateCode),
      hold_expires_at: taken ? null : toInstant(call.now + HOLD_TIME),
      placed_from: call.actor.kind === 'public' ? call.actor.address : null,
      sold_by: call.actor.id,
      receipt_number: receipt?.number ?? null,
      receipt: receipt?.text ?? null,
      paid_at: taken ? now : null,
      created_at: now,
    })
    .execute();
  const codes = await insertTickets(trx, call, id, parts);
  const names = [input.customerName, ...basket.tickets.map(({ holder }) => holder)];
  await addOrderWords(trx, id, orderWords({ number, names, email: input.customerEmail, phone: input.phone, codes }));
  await recordAudit(trx, call, taken ? 'order.sell' : 'order.hold', id, null, {
    number,
    eventId: event.id,
    tickets: basket.tickets.length,
    total: price.total,
    currency: event.currency,
    method: methodsOf(input),
  });
  return id;
}

/** A visitor who follows an old link still gets a ticket; at the counter a wrong code is a mistake to be told. */
async function affiliateCodeOf(trx: Trx, call: Call, code: string | null): Promise<string | null> {
  if (code === null) return null;
  return call.actor.kind === 'public' ? findAffiliateCode(trx, code) : knownAffiliateCode(trx, code);
}

/** An order number that is not taken yet. */
export async function freeOrderNumber(trx: Trx, call: Call): Promise<string> {
  for (;;) {
    const number = newOrderNumber(new Date(call.now).getUTCFullYear());
    if (!(await trx.selectFrom('orders').select('id').where('number', '=', number).executeTakeFirst())) return number;
  }
}

/** A code that is on no ticket, alive or retired. */
export async function freeQrCode(trx: Trx, tierName: string): Promise<string> {
  for (;;) {
    const code = newQrCode(tierName);
    const used = await trx.selectFrom('tickets').select('id').where('code_key', '=', code).executeTakeFirst();
    const retired = await trx.selectFrom('retired_codes').select('code').where('code', '=', code).executeTakeFirst();
    if (!used && !retired) return code;
  }
}

async function insertTickets(
  trx: Trx,
  call: Call,
  orderId: string,
  { event, basket, price, taken }: OrderParts,
): Promise<string[]> {
  const codes: string[] = [];
  for (const [position, { tier, holder }] of basket.tickets.entries()) {
    const code = await freeQrCode(trx, tier.name);
    codes.push(code);
    await trx
      .insertInto('tickets')
      .values({
        id: newId('ticket', call.now),
        order_id: orderId,
        event_id: event.id,
        tier_id: tier.id,
        tier_name: tier.name,
        position,
        holder_name: holder,
        holder_email: null,
        qr_code: code,
        code_key: code,
        price: tier.price,
        discount: price.ticketDiscounts[position] ?? 0,
        tax_rate: tier.tax_rate,
        status: taken ? 'valid' : 'held',
        created_at: instantOf(call),
      })
      .execute();
  }
  for (const [index, { addOn, quantity }] of basket.addOns.entries()) {
    await trx
      .insertInto('order_add_ons')
      .values({
        id: newId('line', call.now),
        order_id: orderId,
        add_on_id: addOn.id,
        name: addOn.name,
        quantity,
        unit_price: addOn.price,
        discount: price.addOnDiscounts[index] ?? 0,
        tax_rate: addOn.tax_rate,
        refunded_quantity: 0,
      })
      .execute();
  }
  return codes;
}

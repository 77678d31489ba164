import { addOnsOf, tiersOf } from '../../db/events.ts';
import type { Trx } from '../../db/ledger.ts';
import { DAY, toInstant } from '../../shared/instant.ts';
import { formatMoney, type Minor } from '../../shared/money.ts';
import type { Call } from '../context.ts';
import { createEvent } from '../create-event.ts';
import { createPromoCode } from '../promo-codes.ts';
import { updateEvent } from '../update-event.ts';
import type { Deed } from './agenda.ts';
import type { Calendar } from './calendar.ts';
import type { Made } from './made.ts';
import { TICKET_TAX, type Show } from './programme.ts';
import type { Promo } from './promos.ts';
import type { Team } from './team.ts';

const NINE = 9 * 60;

/** The demo tells nobody anything, so nothing in it says where it is reached. */
const NOWHERE = '';

/** A show is written down the day before it goes on sale, published at nine, and completed on the morning after it. */
export function announceShow(calendar: Calendar, { manager }: Team, made: Made, show: Show): Deed[] {
  const onSaleAt = calendar.at(show.onSale, NINE);
  const become =
    (status: 'published' | 'completed'): Deed['act'] =>
    (trx, call) =>
      updateEvent(trx, call, made.idOf(show), { status }, NOWHERE);
  return [
    { at: onSaleAt - DAY, by: manager, act: (trx, call) => draftShow(trx, call, calendar, made, show) },
    { at: onSaleAt, by: manager, act: become('published') },
    ...(show.day < 0 ? [{ at: calendar.at(show.day + 1, NINE), by: manager, act: become('completed') }] : []),
  ];
}

async function draftShow(trx: Trx, call: Call, calendar: Calendar, made: Made, show: Show): Promise<void> {
  const { date, time } = calendar.wall(show.startsAt);
  const eventId = await createEvent(
    trx,
    call,
    {
      title: show.title,
      description: show.description,
      date,
      startTime: time,
      endTime: calendar.wall(show.endsAt).time,
      totalCapacity: show.totalCapacity,
      tiers: show.tiers.map(({ name, price, quantity, gates, validFrom }) => ({
        name,
        price: inEuros(price),
        quantity,
        taxRate: TICKET_TAX,
        gates,
        validFrom,
      })),
      addOns: show.addOns.map(({ name, price, quantity }) => ({ name, price: inEuros(price), quantity })),
    },
    NOWHERE,
  );
  made.remember(show, eventId);
  for (const { name, id } of await tiersOf(trx, eventId)) rememberNamed(made, show.tiers, name, id);
  for (const { name, id } of await addOnsOf(trx, eventId)) rememberNamed(made, show.addOns, name, id);
}

function rememberNamed(made: Made, planned: Show['tiers'] | Show['addOns'], name: string, id: string): void {
  for (const entry of planned) if (entry.name === name) made.remember(entry, id);
}

const inEuros = (amount: Minor): string => formatMoney(amount, 'EUR');

/** A promo code is made on the morning of its first day, once its show is published. */
export const announcePromo = (calendar: Calendar, { manager }: Team, made: Made, promo: Promo): Deed => ({
  at: calendar.at(promo.from, NINE + 5),
  by: manager,
  act: (trx, call) =>
    createPromoCode(trx, call, {
      code: promo.code,
      percent: promo.percent,
      amount: promo.amount,
      quota: promo.quota,
      eventId: promo.show && made.idOf(promo.show),
      from: toInstant(calendar.at(promo.from, 0)),
      until: promo.until === undefined ? null : toInstant(calendar.at(promo.until + 1, 0)),
    }),
});

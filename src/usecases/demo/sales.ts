import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOrder } from '../../domain/price-order.ts';
import { MINUTE, type Milliseconds } from '../../shared/instant.ts';
import type { Actor } from '../context.ts';
import type { Contact } from '../customers.ts';
import { drawAftermath } from './aftermath.ts';
import type { Calendar, Day } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Crowd } from './people.ts';
import type { Show, ShowTier } from './programme.ts';
import { discountOf, promosFor, type Promo } from './promos.ts';
import { ticketsIn, type Course, type Sale } from './sale.ts';
import { STAFF_LIMITS, type Team } from './team.ts';
import { compPayment, payment } from './till.ts';

export interface Desk {
  readonly chance: Chance;
  readonly calendar: Calendar;
  readonly crowd: Crowd;
  readonly team: Team;
  readonly promos: readonly Promo[];
}

/** What is fixed about an order; the rest is drawn. */
interface Wanted {
  readonly show: Show;
  readonly day: Day;
  readonly at: Milliseconds;
  readonly course: Course;
  readonly contact: Contact;
  readonly lines: Sale['lines'];
}

/** How long ago, in minutes, the orders came in that still wait to be paid. */
const WAITING = [2, 5, 9] as const;

/** Orders planned without a break: about five milliseconds. */
const AT_A_TIME = 100;

/** All orders of a show, exactly as many as it plans, in no order of time. Lets others have their turn in between. */
export async function planSales(desk: Desk, show: Show): Promise<Sale[]> {
  const sales = show.day >= 0 ? WAITING.map((minutes) => waitingSale(desk, show, minutes)) : [];
  if (show.day === 0) sales.push(partyOfEight(desk, show));
  const days = saleDays(desk.calendar, show);
  while (sales.length < show.orders) {
    sales.push(ordinarySale(desk, show, desk.chance.weighted(days)));
    if (sales.length % AT_A_TIME === 0) await nextTurn();
  }
  return sales;
}

function saleDays(calendar: Calendar, show: Show): (readonly [Day, number])[] {
  const count = Math.min(0, show.day) - show.onSale + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = show.onSale + index;
    return [day, calendar.appetite(day, index, show.day - day)] as const;
  });
}

function ordinarySale(desk: Desk, show: Show, day: Day): Sale {
  const { chance, crowd } = desk;
  const course = day === 0 ? 'counter' : drawCourse(chance);
  const atDoor = day === show.day;
  const contact = crowd.buyer(course !== 'counter' ? 0 : atDoor ? 0.5 : 0.1);
  const lines = drawLines(desk, show, day, contact);
  return complete(desk, { show, day, at: momentOf(desk, show, day), course, contact, lines });
}

/** Today's orders came in over the last hours, whatever the hour is now; those of tonight's show in a rush. */
function momentOf({ chance, calendar }: Desk, show: Show, day: Day): Milliseconds {
  if (day < 0) return calendar.counterMoment(chance, day, day === show.day);
  const rush = show.day === 0 ? 1.8 : 1;
  return calendar.now - (1 + 360 * chance.fraction() ** rush) * MINUTE;
}

const drawCourse = (chance: Chance): Course =>
  chance.weighted([
    ['counter', 860],
    ['collected', 100],
    ['expired', 30],
    ['released', 10],
  ]);

const waitingSale = (desk: Desk, show: Show, minutes: number): Sale => {
  const contact = desk.crowd.buyer(0);
  const at = desk.calendar.now - minutes * MINUTE;
  const lines = drawLines(desk, show, 0, contact);
  return complete(desk, { show, day: 0, at, course: 'waiting', contact, lines });
};

/** A birthday: eight names on one order. */
function partyOfEight(desk: Desk, show: Show): Sale {
  const { crowd, calendar, chance } = desk;
  const contact = { customerName: 'Rosalía Montaner', customerEmail: 'rosalia.montaner@example.com', phone: null };
  const tier = show.tiers.find(({ days }) => days === undefined);
  if (!tier) throw new Error(`${show.title} sells nothing to the end`);
  const holders = [contact.customerName, ...crowd.companions(contact, 7)];
  const at = calendar.counterMoment(chance, -12);
  return complete(desk, { show, day: -12, at, course: 'counter', contact, lines: [{ tier, quantity: 8, holders }] });
}

function drawLines({ chance, crowd }: Desk, show: Show, day: Day, contact: Contact): Sale['lines'] {
  const tiers = show.tiers.filter(({ days }) => days === undefined || day < show.onSale + days);
  const choices = tiers.map((tier) => [tier, tier.appeal] as const);
  const quantity = chance.weighted([
    [1, 34],
    [2, 47],
    [3, 8],
    [4, 8],
    [5, 2],
    [6, 1],
  ] as const);
  const named = contact.customerName !== null && quantity > 1 && chance.happens(0.2);
  const holders = named ? [contact.customerName, ...crowd.companions(contact, quantity - 1)] : [];
  const wanted = new Map<ShowTier, number>([[chance.weighted(choices), quantity]]);
  if (quantity > 2 && chance.happens(0.1)) {
    const [first] = wanted.keys();
    const other = chance.weighted(choices);
    if (first && other !== first) wanted.set(first, quantity - 1).set(other, 1);
  }
  return [...wanted].map(([tier, count]) => ({ tier, quantity: count, holders: holders.splice(0, count) }));
}

function complete(desk: Desk, wanted: Wanted): Sale {
  const { chance, calendar, crowd, promos } = desk;
  const { show, day, course } = wanted;
  const count = ticketsIn(wanted);
  const isComp = course === 'counter' && count < 8 && chance.happens(0.025);
  const addOns = isComp
    ? []
    : show.addOns
        .filter(({ appeal }) => chance.happens(appeal / 100))
        .map((addOn) => ({ addOn, quantity: addOn.name === 'Parking' ? 1 : chance.between(1, count) }));
  const codes = promosFor(promos, show, day);
  const promo = !isComp && codes.length > 0 && chance.happens(0.16) ? chance.pick(codes) : null;
  const { total } = priceOrder(
    wanted.lines.flatMap(({ tier, quantity }) =>
      Array.from({ length: quantity }, () => ({ price: tier.price, taxRate: 0 })),
    ),
    addOns.map(({ addOn, quantity }) => ({ unitPrice: addOn.price, quantity, taxRate: 0 })),
    isComp ? { kind: 'comp' } : promo && discountOf(promo),
  );
  const paid = { ...wanted, addOns, promo, total };
  return {
    ...paid,
    by: sellerOf(desk, wanted, isComp),
    payment: isComp ? compPayment(chance) : payment(chance, total),
    aftermath: course === 'counter' || course === 'collected' ? drawAftermath(chance, calendar, crowd, paid) : null,
  };
}

function sellerOf({ chance, team }: Desk, { course, lines }: Wanted, isComp: boolean): Actor {
  if (isComp && ticketsIn({ lines }) > STAFF_LIMITS.comps) return team.manager;
  return course === 'counter' ? chance.pick(team.counter) : visitor(chance);
}

/** Somebody outside, at an address kept for documentation (RFC 5737). */
const visitor = (chance: Chance): Actor => ({
  kind: 'public',
  id: null,
  name: 'Public',
  role: null,
  address: `${chance.pick(['192.0.2', '198.51.100', '203.0.113'])}.${chance.between(1, 254)}`,
  eventId: null,
  gate: null,
});

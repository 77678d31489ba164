import { HOUR, MINUTE, toInstant, type Instant, type Milliseconds } from '../../shared/instant.ts';
import type { Minor } from '../../shared/money.ts';
import type { Calendar, Day } from './calendar.ts';

export const GATES = ['Main Entrance', 'Garden Gate', 'VIP Door'] as const;
export type Gate = (typeof GATES)[number];

export interface ShowTier {
  readonly name: string;
  readonly price: Minor;
  readonly quantity: number;
  /** How often it is asked for, beside the others. */
  readonly appeal: number;
  /** Sold in the first so many days only; to the end unless told. */
  readonly days?: number;
  readonly gates?: readonly Gate[];
  readonly validFrom?: Instant;
}

export interface ShowAddOn {
  readonly name: string;
  readonly price: Minor;
  readonly quantity: number | null;
  readonly appeal: number;
}

/** An event as the demo plans it. Tickets are taxed at 10 %, what is taken home or drunk at the 21 % of the settings. */
export interface Show {
  readonly title: string;
  readonly description: string;
  readonly onSale: Day;
  readonly day: Day;
  readonly startsAt: Milliseconds;
  readonly endsAt: Milliseconds;
  readonly doorsAt: Milliseconds;
  readonly totalCapacity: number;
  readonly orders: number;
  readonly tiers: readonly ShowTier[];
  readonly addOns: readonly ShowAddOn[];
}

export type Programme = Readonly<Record<'past' | 'tonight' | 'upcoming', Show>>;

export const TICKET_TAX = 10;
export const ADD_ON_TAX = 21;

const euros = (amount: number): Minor => Math.round(amount * 100) as Minor;
const GARDENS = ['Main Entrance', 'Garden Gate'] as const;
const TERRACE = ['VIP Door', 'Main Entrance'] as const;
const QUARTER = 15 * MINUTE;

/** A year of the venue in three shows and 5,000 orders: one played, one whose doors opened an hour ago, one to come. */
export function planProgramme(calendar: Calendar): Programme {
  return { past: pastShow(calendar), tonight: tonightsShow(calendar), upcoming: upcomingShow(calendar) };
}

function pastShow(calendar: Calendar): Show {
  const day = calendar.lastWeekday(6, -120);
  const startsAt = calendar.at(day, 20.5 * 60);
  return {
    title: 'Orquesta Nómada: The Long Way Home',
    description: 'Twenty-two musicians, one night, the last concert of the tour.',
    onSale: -364,
    day,
    startsAt,
    endsAt: startsAt + 3 * HOUR,
    doorsAt: startsAt - 90 * MINUTE,
    totalCapacity: 3_700,
    orders: 1_700,
    tiers: [
      { name: 'Early Bird', price: euros(22), quantity: 600, appeal: 60, days: 40, gates: GARDENS },
      { name: 'Standing', price: euros(29.5), quantity: 2_700, appeal: 62, gates: GARDENS },
      { name: 'Balcony', price: euros(38), quantity: 1_100, appeal: 22, gates: GARDENS },
      { name: 'VIP', price: euros(75), quantity: 300, appeal: 6, gates: TERRACE },
    ],
    addOns: [
      { name: 'Parking', price: euros(8), quantity: 400, appeal: 12 },
      { name: 'Programme', price: euros(5), quantity: null, appeal: 9 },
      { name: 'Tour T-shirt', price: euros(25), quantity: 250, appeal: 4 },
    ],
  };
}

/** Begins at the next quarter of an hour that is ten minutes off: whoever opens the demo finds the queue at the door. */
function tonightsShow(calendar: Calendar): Show {
  const startsAt = Math.ceil((calendar.now + 10 * MINUTE) / QUARTER) * QUARTER;
  return {
    title: 'Garden Lights Festival',
    description: 'Six bands on two stages under ten thousand lamps. Bring a jacket: the garden is by the sea.',
    onSale: -200,
    day: 0,
    startsAt,
    endsAt: startsAt + 6 * HOUR,
    doorsAt: calendar.now - 62 * MINUTE,
    totalCapacity: 4_200,
    orders: 1_900,
    tiers: [
      { name: 'Early Bird', price: euros(24), quantity: 500, appeal: 60, days: 30, gates: GARDENS },
      { name: 'General', price: euros(32), quantity: 3_700, appeal: 78, gates: GARDENS },
      { name: 'VIP Terrace', price: euros(95), quantity: 450, appeal: 8, gates: TERRACE },
      {
        name: 'Late Entry',
        price: euros(18),
        quantity: 400,
        appeal: 7,
        gates: GARDENS,
        validFrom: toInstant(startsAt + 2 * HOUR),
      },
    ],
    addOns: [
      { name: 'Parking', price: euros(8), quantity: 400, appeal: 12 },
      { name: 'Drink token', price: euros(6.5), quantity: null, appeal: 14 },
      { name: 'Picnic blanket', price: euros(12), quantity: 200, appeal: 4 },
    ],
  };
}

function upcomingShow(calendar: Calendar): Show {
  const day = calendar.lastWeekday(5, 38);
  const startsAt = calendar.at(day, 21 * 60);
  return {
    title: 'Velvet Hour: Live in the Round',
    description: 'The quartet plays in the middle of the hall, the audience sits around it.',
    onSale: -80,
    day,
    startsAt,
    endsAt: startsAt + 2.5 * HOUR,
    doorsAt: startsAt - HOUR,
    totalCapacity: 3_800,
    orders: 1_400,
    tiers: [
      { name: 'Presale', price: euros(34), quantity: 800, appeal: 60, days: 21, gates: GARDENS },
      { name: 'Inner Ring', price: euros(58), quantity: 1_000, appeal: 26, gates: GARDENS },
      { name: 'Outer Ring', price: euros(42), quantity: 2_400, appeal: 55, gates: GARDENS },
      { name: 'Meet & Greet', price: euros(130), quantity: 100, appeal: 2, gates: TERRACE },
    ],
    addOns: [
      { name: 'Parking', price: euros(8), quantity: 400, appeal: 12 },
      { name: 'Signed LP', price: euros(32), quantity: 300, appeal: 6 },
    ],
  };
}

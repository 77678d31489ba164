import { type z } from 'zod';
import { type eventChange, type eventIn, type EventOut } from '../../../src/shared/events.ts';
import { machineTimeZone } from '../../../src/shared/instant.ts';
import { typedPercent } from '../../components/form-fields.tsx';
import { fromLocalInput, toLocalInput } from '../../lib/local-time.ts';

/** What a tier and an add-on have in common. */
export interface ItemValues {
  /** Of a tier that is there already. */
  readonly id?: string;
  readonly name: string;
  readonly price: string;
  readonly quantity: number | null;
  readonly taxRate: string;
}

export interface TierValues extends ItemValues {
  /** On the venue's wall clock, `2026-07-25T22:00`; "" for none. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** Separated by commas; "" for all. */
  readonly gates: string;
  readonly reentry: boolean;
}

export interface EventValues {
  readonly title: string;
  readonly date: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly venueId: string;
  /** None: as many as the tiers have places. */
  readonly totalCapacity: number | null;
  readonly currency: string;
  readonly description: string;
  readonly tiers: TierValues[];
  readonly addOns: ItemValues[];
}

export const NEW_ITEM: ItemValues = { name: '', price: '', quantity: null, taxRate: '' };
export const NEW_TIER: TierValues = { ...NEW_ITEM, validFrom: '', validUntil: '', gates: '', reentry: true };

/** Title, day and begin are asked for; one tier of `tierName`, free until it has a price, is suggested. */
export const newEvent = (venueId: string, currency: string, tierName: string): EventValues => ({
  title: '',
  date: '',
  startTime: '',
  endTime: '',
  venueId,
  totalCapacity: null,
  currency,
  description: '',
  tiers: [{ ...NEW_TIER, name: tierName, price: '0', quantity: 100 }],
  addOns: [],
});

/** How many places tiers have together. */
export const placesIn = (tiers: readonly { readonly quantity: number | null }[]): number =>
  tiers.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);

export const valuesOf = (event: EventOut): EventValues => ({
  title: event.title,
  date: event.date,
  startTime: event.startTime,
  endTime: event.endTime ?? '',
  venueId: event.venueId,
  totalCapacity: event.totalCapacity === placesIn(event.tiers) ? null : event.totalCapacity,
  currency: event.currency,
  description: event.description ?? '',
  tiers: event.tiers.map((tier) => ({
    ...itemOf(tier),
    validFrom: toLocalInput(tier.validFrom, event.timeZone),
    validUntil: toLocalInput(tier.validUntil, event.timeZone),
    gates: tier.gates?.join(', ') ?? '',
    reentry: tier.reentry,
  })),
  addOns: event.addOns.map(itemOf),
});

const itemOf = (item: EventOut['tiers'][number] | EventOut['addOns'][number]): ItemValues => ({
  id: item.id,
  name: item.name,
  price: item.price,
  quantity: item.quantity,
  taxRate: String(item.taxRate),
});

/** A missing number goes out as null, which the schema complains about at its field. */
const asNumber = (value: number | null): number => value as number;

const itemBody = ({ id, name, price, quantity, taxRate }: ItemValues) => ({
  ...(id === undefined ? {} : { id }),
  name,
  price,
  quantity: asNumber(quantity),
  ...(taxRate.trim() === '' ? {} : { taxRate: typedPercent(taxRate) }),
});

function tierBody(tier: TierValues, zone: string) {
  const gates = tier.gates.split(',').map((gate) => gate.trim());
  return {
    ...itemBody(tier),
    validFrom: fromLocalInput(tier.validFrom, zone),
    validUntil: fromLocalInput(tier.validUntil, zone),
    gates: tier.gates.trim() === '' ? null : gates.filter((gate) => gate !== ''),
    reentry: tier.reentry,
  };
}

const sharedBody = (values: EventValues) => ({
  title: values.title,
  date: values.date,
  startTime: values.startTime,
  endTime: values.endTime === '' ? null : values.endTime,
  // None means the default venue, which the very first event brings with it.
  ...(values.venueId === '' ? {} : { venueId: values.venueId }),
  // Tiers without places complain for themselves.
  totalCapacity: values.totalCapacity ?? Math.max(1, placesIn(values.tiers)),
  currency: values.currency.trim().toUpperCase(),
  description: values.description.trim() === '' ? null : values.description,
});

/**
 * The body of a new event and of a change to one: a new event's tiers have no id, else both take the same fields. `zoneOf` knows the
 * clock that a venue's times are on.
 */
export const eventBody =
  (zoneOf: (venueId: string) => string) =>
  (values: EventValues): z.input<typeof eventIn> & z.input<typeof eventChange> => ({
    ...sharedBody(values),
    tiers: values.tiers.map((tier) => tierBody(tier, zoneOf(values.venueId))),
    addOns: values.addOns.map((addOn) => ({ ...itemBody(addOn), quantity: addOn.quantity })),
  });

/** The zone of one of these venues; the machine's for the one that the first event brings with it. */
export const zoneAmong =
  (venues: readonly { readonly id: string; readonly timeZone: string }[]) =>
  (venueId: string): string =>
    venues.find(({ id }) => id === venueId)?.timeZone ?? machineTimeZone();

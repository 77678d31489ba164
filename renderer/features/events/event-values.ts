import { type z } from 'zod';
import { type eventChange, type eventIn, type EventOut } from '../../../src/shared/events.ts';
import { typedPercent } from '../../components/form-fields.tsx';

export interface TierValues {
  /** Of a tier that is there already. */
  readonly id?: string;
  readonly name: string;
  readonly price: string;
  readonly quantity: number | null;
  readonly taxRate: string;
}

export interface EventValues {
  readonly title: string;
  readonly date: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly venueId: string;
  readonly totalCapacity: number | null;
  readonly currency: string;
  readonly description: string;
  readonly tiers: TierValues[];
  readonly addOns: TierValues[];
}

export const NEW_TIER: TierValues = { name: '', price: '', quantity: null, taxRate: '' };

export const newEvent = (venueId: string, currency: string): EventValues => ({
  title: '',
  date: '',
  startTime: '',
  endTime: '',
  venueId,
  totalCapacity: null,
  currency,
  description: '',
  tiers: [NEW_TIER],
  addOns: [],
});

export const valuesOf = (event: EventOut): EventValues => ({
  title: event.title,
  date: event.date,
  startTime: event.startTime,
  endTime: event.endTime ?? '',
  venueId: event.venueId,
  totalCapacity: event.totalCapacity,
  currency: event.currency,
  description: event.description ?? '',
  tiers: event.tiers.map(({ id, name, price, quantity, taxRate }) => ({
    id,
    name,
    price,
    quantity,
    taxRate: String(taxRate),
  })),
  addOns: event.addOns.map(({ id, name, price, quantity, taxRate }) => ({
    id,
    name,
    price,
    quantity,
    taxRate: String(taxRate),
  })),
});

/** A missing number goes out as null, which the schema complains about at its field. */
const asNumber = (value: number | null): number => value as number;

const tierBody = ({ id, name, price, quantity, taxRate }: TierValues) => ({
  ...(id === undefined ? {} : { id }),
  name,
  price,
  quantity: asNumber(quantity),
  ...(taxRate.trim() === '' ? {} : { taxRate: typedPercent(taxRate) }),
});

const sharedBody = (values: EventValues) => ({
  title: values.title,
  date: values.date,
  startTime: values.startTime,
  endTime: values.endTime === '' ? null : values.endTime,
  // None means the default venue, which the very first event brings with it.
  ...(values.venueId === '' ? {} : { venueId: values.venueId }),
  totalCapacity: asNumber(values.totalCapacity),
  currency: values.currency,
  description: values.description.trim() === '' ? null : values.description,
});

// One mapping for both bodies: a new event's tiers have no id, and an event's change takes the same fields.
export const eventBody = (values: EventValues): z.input<typeof eventIn> & z.input<typeof eventChange> => ({
  ...sharedBody(values),
  tiers: values.tiers.map(tierBody),
  addOns: values.addOns.map((addOn) => ({ ...tierBody(addOn), quantity: addOn.quantity })),
});

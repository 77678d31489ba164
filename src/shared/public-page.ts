import type { z } from 'zod';
import type { publicEventOut } from './public-events.ts';

export type PublicEvent = z.output<typeof publicEventOut>;

/** Whether an event's page sells. One that is under way is still on sale. */
export type SaleState = 'on_sale' | 'sold_out' | 'over' | 'cancelled';

/** One line of what is on sale. */
export interface ListedEvent {
  readonly title: string;
  readonly slug: string;
  readonly date: string;
  readonly startTime: string;
  readonly venue: string;
  readonly city: string | null;
  readonly currency: string;
  /** The least price that can still be had, as a decimal string; null where the event is sold out. */
  readonly from: string | null;
}

/** What the server lays into the public's page for its script, in the element with this id. */
export const PAGE_FACTS_ID = 'page-facts';

export type PageFacts =
  | { readonly kind: 'event'; readonly event: PublicEvent; readonly state: SaleState }
  | { readonly kind: 'list'; readonly organization: string; readonly events: readonly ListedEvent[] }
  | { readonly kind: 'missing'; readonly organization: string };

/** `?ref=` of an affiliate's link, as far as it can be a code. */
export const linkCode = (ref: string | null | undefined): string | null =>
  ref != null && /^[A-Za-z0-9][\w-]{1,39}$/.test(ref) ? ref : null;

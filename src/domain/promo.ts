import type { Instant } from '../shared/instant.ts';

export interface PromoFacts {
  readonly active: boolean;
  readonly eventId: string | null;
  readonly currency: string;
  /** The code takes an amount off, which is money of `currency`. */
  readonly isAmount: boolean;
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
}

/** Whether a promo code counts for an order of this event now; its quota is the ledger's to keep. */
export function promoCounts(promo: PromoFacts, event: { id: string; currency: string }, now: Instant): boolean {
  if (!promo.active) return false;
  if (promo.eventId !== null && promo.eventId !== event.id) return false;
  if (promo.isAmount && promo.currency !== event.currency) return false;
  return (promo.validFrom === null || promo.validFrom <= now) && (promo.validUntil === null || now < promo.validUntil);
}

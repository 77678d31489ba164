import type { EventOut } from '../../../src/shared/events.ts';
import { toInstant } from '../../../src/shared/instant.ts';
import { listPromoCodes } from '../../../src/shared/promo-codes.ts';
import { useAsk } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import type { PromoCode } from './price.ts';

/** What is known of a typed promo code before the sale. The server decides at the sale. */
export type PromoPreview =
  | { readonly state: 'none' | 'looking' | 'unknown' | 'not_now' | 'used_up'; readonly promo: null }
  | { readonly state: 'counts'; readonly promo: PromoCode };

export function previewOf(promo: PromoCode | undefined, event: EventOut, now: string): PromoPreview {
  if (promo === undefined) return { state: 'unknown', promo: null };
  const elsewhere = promo.eventId !== null && promo.eventId !== event.id;
  const otherMoney = promo.amount !== null && promo.currency !== event.currency;
  const early = promo.from !== null && now < promo.from;
  const late = promo.until !== null && now >= promo.until;
  if (!promo.active || elsewhere || otherMoney || early || late) return { state: 'not_now', promo: null };
  if (promo.quota !== null && promo.used >= promo.quota) return { state: 'used_up', promo: null };
  return { state: 'counts', promo };
}

export function usePromoPreview(typed: string, event: EventOut): PromoPreview {
  const code = typed.trim().toUpperCase();
  const q = useDebounced(code);
  const { data, dataUpdatedAt } = useAsk(listPromoCodes, { query: { q, pageSize: 200 } }, { enabled: q !== '' });
  if (code === '') return { state: 'none', promo: null };
  if (q !== code || data === undefined) return { state: 'looking', promo: null };
  return previewOf(
    data.find((promo) => promo.code === code),
    event,
    toInstant(dataUpdatedAt),
  );
}

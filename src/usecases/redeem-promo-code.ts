import { sql } from 'kysely';
import type { EventRow } from '../db/events.ts';
import type { Trx } from '../db/write-door.ts';
import type { Discount } from '../domain/price-order.ts';
import { promoCounts } from '../domain/promo.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { instantOf, type Call } from './context.ts';

export interface RedeemedPromo {
  readonly id: string;
  readonly code: string;
  readonly discount: Discount;
}

/** Takes one use of a promo code's quota. @throws 400 for an unknown code, 409 where it does not count now or is used up. */
export async function redeemPromoCode(trx: Trx, call: Call, text: string, event: EventRow): Promise<RedeemedPromo> {
  const code = text.toUpperCase();
  const promo = await trx.selectFrom('promo_codes').selectAll().where('code', '=', code).executeTakeFirst();
  if (!promo) throw invalidField('promoCode', 'There is no such promo code', 'unknown_promo_code');
  const facts = {
    active: promo.active === 1,
    eventId: promo.event_id,
    currency: promo.currency,
    isAmount: promo.amount !== null,
    validFrom: promo.valid_from,
    validUntil: promo.valid_until,
  };
  if (!promoCounts(facts, event, instantOf(call))) {
    throw new BoxOfficeError('promo_code_not_valid', `The promo code ${code} does not count for this event now.`);
  }
  await takeUse(trx, promo.id, code);
  const discount: Discount =
    promo.percent === null
      ? { kind: 'amount', amount: promo.amount ?? 0 }
      : { kind: 'percent', hundredths: promo.percent };
  return { id: promo.id, code, discount };
}

async function takeUse(trx: Trx, id: string, code: string): Promise<void> {
  const used = await trx
    .updateTable('promo_codes')
    .set((eb) => ({ used: eb('used', '+', 1) }))
    .where('id', '=', id)
    .where(sql<boolean>`(quota IS NULL OR used < quota)`)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw new BoxOfficeError('promo_code_used_up', `The promo code ${code} is used up.`);
}

/** Takes the use again that an order gave back when its hold ended. @throws 409 where it is used up */
export async function redeemPromoAgain(
  trx: Trx,
  order: { promo_code_id: string | null; promo_code: string | null },
): Promise<void> {
  if (order.promo_code_id !== null) await takeUse(trx, order.promo_code_id, order.promo_code ?? '');
}

/** Gives a use back: the order was never paid. */
export async function givePromoBack(trx: Trx, promoCodeId: string | null): Promise<void> {
  if (promoCodeId === null) return;
  await trx
    .updateTable('promo_codes')
    .set((eb) => ({ used: eb('used', '-', 1) }))
    .where('id', '=', promoCodeId)
    .where('used', '>', 0)
    .execute();
}

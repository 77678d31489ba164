import { isConstraint, type Trx } from '../db/write-door.ts';
import { readSettings } from '../db/settings.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import type { MoneyIn } from '../shared/money.ts';
import { toHundredths } from '../shared/operation.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { moneyOf } from './order-input.ts';
import { recordAudit } from './record-audit.ts';

interface Limits {
  readonly quota?: number | null | undefined;
  readonly eventId?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
}

export interface NewPromoCode extends Limits {
  readonly code: string;
  readonly percent?: number | null | undefined;
  readonly amount?: MoneyIn | null | undefined;
}

async function currencyOf(trx: Trx, eventId: string | null | undefined): Promise<string> {
  if (eventId == null) return (await readSettings(trx)).currency;
  const event = await trx.selectFrom('events').select('currency').where('id', '=', eventId).executeTakeFirst();
  if (!event) throw invalidField('eventId', 'There is no such event', 'unknown_event');
  return event.currency;
}

/** Adds a promo code. @returns its id. @throws 400 unknown_event · 409 code_taken */
export async function createPromoCode(trx: Trx, call: Call, input: NewPromoCode): Promise<string> {
  const id = newId('promoCode', call.now);
  const currency = await currencyOf(trx, input.eventId);
  const amount = input.amount == null ? null : moneyOf(input.amount, currency, 'amount');
  const taken = await trx.selectFrom('promo_codes').select('id').where('code', '=', input.code).executeTakeFirst();
  if (taken) throw new BoxOfficeError('code_taken', `The promo code ${input.code} exists already.`);
  await trx
    .insertInto('promo_codes')
    .values({
      id,
      code: input.code,
      percent: input.percent == null ? null : toHundredths(input.percent),
      amount,
      currency,
      quota: input.quota ?? null,
      used: 0,
      event_id: input.eventId ?? null,
      valid_from: input.from ?? null,
      valid_until: input.until ?? null,
      active: 1,
      created_at: instantOf(call),
    })
    .execute();
  await recordAudit(trx, call, 'promo.create', id, null, { ...input });
  return id;
}

async function mustFindPromo(trx: Trx, id: string) {
  const promo = await trx.selectFrom('promo_codes').selectAll().where('id', '=', id).executeTakeFirst();
  if (!promo) throw new BoxOfficeError('not_found', 'There is no such promo code.');
  return promo;
}

/** Changes the limits of a promo code. @throws 404 · 400 · 409 below_sold where the quota is less than what was used */
export async function updatePromoCode(
  trx: Trx,
  call: Call,
  id: string,
  change: Limits & { active?: boolean | undefined },
): Promise<void> {
  const promo = await mustFindPromo(trx, id);
  const after = {
    quota: change.quota === undefined ? promo.quota : change.quota,
    event_id: change.eventId === undefined ? promo.event_id : change.eventId,
    valid_from: change.from === undefined ? promo.valid_from : change.from,
    valid_until: change.until === undefined ? promo.valid_until : change.until,
    active: change.active === undefined ? promo.active : change.active ? (1 as const) : (0 as const),
  };
  if (after.quota !== null && after.quota < promo.used)
    throw new BoxOfficeError('below_sold', `${promo.used} orders used it already.`);
  if (after.valid_from !== null && after.valid_until !== null && after.valid_from >= after.valid_until)
    throw invalidField('until', 'must be after from');
  if (after.event_id !== null && (await currencyOf(trx, after.event_id)) !== promo.currency && promo.amount !== null) {
    throw invalidField('eventId', 'is sold in another currency than this amount');
  }
  await trx.updateTable('promo_codes').set(after).where('id', '=', id).execute();
  await recordAudit(
    trx,
    call,
    'promo.update',
    id,
    { quota: promo.quota, active: promo.active, eventId: promo.event_id },
    after,
  );
}

/** Removes a promo code that no order used. @throws 404 · 409 in_use */
export async function deletePromoCode(trx: Trx, call: Call, id: string): Promise<void> {
  const promo = await mustFindPromo(trx, id);
  try {
    await trx.deleteFrom('promo_codes').where('id', '=', id).execute();
  } catch (error) {
    throw isConstraint(error)
      ? new BoxOfficeError('in_use', 'Orders used this promo code. Switch it off instead.')
      : error;
  }
  await recordAudit(trx, call, 'promo.delete', id, { code: promo.code }, null);
}

import { affiliateTotals } from '../db/affiliates.ts';
import { readSettings } from '../db/settings.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { percentOf, type MoneyIn } from '../shared/money.ts';
import { toHundredths } from '../shared/operation.ts';
import { fold } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { newId, randomCode } from './new-id.ts';
import { moneyOf } from './order-input.ts';
import { recordAudit } from './record-audit.ts';

/** Percent of the sales, where nobody says otherwise. */
const USUAL_RATE = 10;

export interface NewAffiliate {
  readonly name: string;
  readonly email: string;
  readonly code?: string | undefined;
  readonly commissionRate?: number | undefined;
}

/** Registers an affiliate. @returns the id. @throws 409 code_taken */
export async function createAffiliate(trx: Trx, call: Call, input: NewAffiliate): Promise<string> {
  const code = input.code ?? (await freeCode(trx, input.name));
  const taken = await trx.selectFrom('affiliates').select('id').where('code', '=', code).executeTakeFirst();
  if (taken) throw new BoxOfficeError('code_taken', `The code ${code} belongs to another affiliate.`);
  const id = newId('affiliate', call.now);
  const rate = toHundredths(input.commissionRate ?? USUAL_RATE);
  await trx
    .insertInto('affiliates')
    .values({
      id,
      name: input.name,
      email: input.email,
      code,
      commission_rate: rate,
      clicks: 0,
      created_at: instantOf(call),
    })
    .execute();
  await recordAudit(trx, call, 'affiliate.create', id, null, { code, commissionRate: rate / 100 });
  return id;
}

/** A code from the name that nobody has: ANNA-7K2. */
async function freeCode(trx: Trx, name: string): Promise<string> {
  const stem =
    fold(name)
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 12)
      .toUpperCase() || 'PARTNER';
  for (;;) {
    const code = `${stem}-${randomCode(3)}`;
    if (!(await trx.selectFrom('affiliates').select('id').where('code', '=', code).executeTakeFirst())) return code;
  }
}

/**
 * Counts one visit through an affiliate's link. It is nobody's act, so the audit does not tell of it, and nothing of the visitor is kept.
 */
export async function countClick(trx: Trx, affiliateId: string): Promise<void> {
  const counted = await trx
    .updateTable('affiliates')
    .set((eb) => ({ clicks: eb('clicks', '+', 1) }))
    .where('id', '=', affiliateId)
    .executeTakeFirst();
  expectRows(counted, 1, 'counting a click');
}

/** The code of an affiliate as it is kept on an order, or null where nobody has it. */
export async function findAffiliateCode(trx: Trx, text: string): Promise<string | null> {
  const known = await trx
    .selectFrom('affiliates')
    .select('code')
    .where('code', '=', text.toUpperCase())
    .executeTakeFirst();
  return known?.code ?? null;
}

/** The same, where it must be known. @throws 400 unknown_affiliate */
export async function knownAffiliateCode(trx: Trx, text: string): Promise<string> {
  const code = await findAffiliateCode(trx, text);
  if (code === null) throw invalidField('affiliateCode', 'There is no such affiliate', 'unknown_affiliate');
  return code;
}

/**
 * Writes what an order earned its affiliate, net of refunds, in the transaction that changed the order: the rate is the one of the sale,
 * and the earnings are always that percentage of what is left, so that a full refund leaves nothing.
 */
export async function creditAffiliate(trx: Trx, orderId: string): Promise<void> {
  const order = await trx
    .selectFrom('orders')
    .select(['affiliate_code', 'currency', 'paid', 'refunded'])
    .where('id', '=', orderId)
    .executeTakeFirst();
  if (!order || order.affiliate_code === null) return;
  const affiliate = await trx
    .selectFrom('affiliates')
    .select(['id', 'commission_rate'])
    .where('code', '=', order.affiliate_code)
    .executeTakeFirst();
  if (!affiliate) return;
  const known = await trx
    .selectFrom('affiliate_sales')
    .select('commission_rate')
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  const rate = known?.commission_rate ?? affiliate.commission_rate;
  const sales = order.paid - order.refunded;
  const amounts = { sales, earnings: percentOf(sales, rate) };
  await trx
    .insertInto('affiliate_sales')
    .values({
      order_id: orderId,
      affiliate_id: affiliate.id,
      currency: order.currency,
      commission_rate: rate,
      ...amounts,
    })
    .onConflict((conflict) => conflict.column('order_id').doUpdateSet(amounts))
    .execute();
}

/** Records a payout in the settings' currency. @returns its id. @throws 404 · 400 · 409 payout_too_large */
export async function recordPayout(
  trx: Trx,
  call: Call,
  affiliateId: string,
  input: { amount: MoneyIn; note: string | null },
): Promise<string> {
  const affiliate = await trx.selectFrom('affiliates').select('id').where('id', '=', affiliateId).executeTakeFirst();
  if (!affiliate) throw new BoxOfficeError('not_found', 'There is no such affiliate.');
  const { currency } = await readSettings(trx);
  const amount = moneyOf(input.amount, currency, 'amount');
  if (amount === 0) throw invalidField('amount', 'must be more than nothing');
  const totals = (await affiliateTotals(trx, [affiliateId], currency)).get(affiliateId);
  if (amount > (totals?.earnings ?? 0) - (totals?.paidOut ?? 0)) {
    throw new BoxOfficeError('payout_too_large', 'That is more than this affiliate has earned and not been paid yet.');
  }
  const id = newId('payout', call.now);
  await trx
    .insertInto('payouts')
    .values({
      id,
      affiliate_id: affiliateId,
      amount,
      currency,
      note: input.note,
      paid_by: call.actor.name,
      created_at: instantOf(call),
    })
    .execute();
  await recordAudit(trx, call, 'affiliate.payout', affiliateId, null, { amount, currency, payoutId: id });
  return id;
}

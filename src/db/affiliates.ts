import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Whose code this is; null where it is nobody's. */
export async function affiliateOfCode(db: Db, code: string): Promise<string | null> {
  const known = await db
    .selectFrom('affiliates')
    .select('id')
    .where('code', '=', code.toUpperCase())
    .executeTakeFirst();
  return known?.id ?? null;
}

export interface AffiliateTotals {
  readonly orders: number;
  readonly sales: number;
  readonly earnings: number;
  readonly paidOut: number;
}

/** What affiliates sold, earned and were paid, in one currency; orders that were refunded whole count as none. */
export async function affiliateTotals(
  db: Db,
  ids: readonly string[],
  currency: string,
): Promise<Map<string, AffiliateTotals>> {
  if (ids.length === 0) return new Map();
  const sold = await db
    .selectFrom('affiliate_sales')
    .select((eb) => [
      'affiliate_id',
      eb.fn.countAll<number>().filterWhere('sales', '>', 0).as('orders'),
      eb.fn.sum<number>('sales').as('sales'),
      eb.fn.sum<number>('earnings').as('earnings'),
    ])
    .where('affiliate_id', 'in', ids)
    .where('currency', '=', currency)
    .groupBy('affiliate_id')
    .execute();
  const paid = await db
    .selectFrom('payouts')
    .select((eb) => ['affiliate_id', eb.fn.sum<number>('amount').as('paidOut')])
    .where('affiliate_id', 'in', ids)
    .where('currency', '=', currency)
    .groupBy('affiliate_id')
    .execute();
  return new Map(
    ids.map((id) => {
      const sum = sold.find((row) => row.affiliate_id === id);
      const paidOut = paid.find((row) => row.affiliate_id === id)?.paidOut ?? 0;
      return [id, { orders: sum?.orders ?? 0, sales: sum?.sales ?? 0, earnings: sum?.earnings ?? 0, paidOut }];
    }),
  );
}

import type { Kysely, Selectable } from 'kysely';
import { affiliateTotals } from '../../db/affiliates.ts';
import { readSettings } from '../../db/settings.ts';
import type { AffiliatesTable, PayoutsTable, Tables } from '../../db/tables.ts';
import * as contract from '../../shared/affiliates.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { formatMoney } from '../../shared/money.ts';
import * as affiliates from '../../usecases/affiliates.ts';
import { eventUrl } from '../../usecases/event-details.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

type Db = Kysely<Tables>;

async function present(db: Db, rows: readonly Selectable<AffiliatesTable>[]) {
  const { currency } = await readSettings(db);
  const totals = await affiliateTotals(
    db,
    rows.map((row) => row.id),
    currency,
  );
  const money = (minor: number): string => formatMoney(minor, currency);
  return rows.map((row) => {
    const { orders, sales, earnings, paidOut } = totals.get(row.id) ?? { orders: 0, sales: 0, earnings: 0, paidOut: 0 };
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      code: row.code,
      commissionRate: row.commission_rate / 100,
      orderCount: orders,
      clicks: row.clicks,
      currency,
      sales: money(sales),
      earnings: money(earnings),
      paidOut: money(paidOut),
      balance: money(earnings - paidOut),
      createdAt: row.created_at,
    };
  });
}

async function mustFind(db: Db, id: string): Promise<Selectable<AffiliatesTable>> {
  const affiliate = await db.selectFrom('affiliates').selectAll().where('id', '=', id).executeTakeFirst();
  if (!affiliate) throw new BoxOfficeError('not_found', 'There is no such affiliate.');
  return affiliate;
}

const presentPayout = (payout: Selectable<PayoutsTable>) => ({
  id: payout.id,
  affiliateId: payout.affiliate_id,
  amount: formatMoney(payout.amount, payout.currency),
  currency: payout.currency,
  note: payout.note,
  paidBy: payout.paid_by,
  createdAt: payout.created_at,
});

/** @param origin where this server is reached while no public address is set */
export function affiliateRoutes(routes: RouteTable, origin: () => string): void {
  routes.read(contract.listAffiliates, async ({ db }, { query }) => {
    const { limit, offset } = pageOf(query);
    const { total } = await db
      .selectFrom('affiliates')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await db
      .selectFrom('affiliates')
      .selectAll()
      .orderBy('name')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute();
    return new Answer(await present(db, rows), { total });
  });

  routes.change(contract.createAffiliate, async (trx, call, { body }) => {
    const id = await affiliates.createAffiliate(trx, call, body);
    const [shown] = await present(trx, [await mustFind(trx, id)]);
    if (!shown) throw new Error('A new affiliate is not shown');
    return shown;
  });

  routes.read(contract.affiliateLinks, async ({ db }, { params }) => {
    const { code } = await mustFind(db, params['id'] ?? '');
    const { publicUrl } = await readSettings(db);
    const events = await db
      .selectFrom('events')
      .select(['id', 'title', 'slug'])
      .where('status', '=', 'published')
      .orderBy('date')
      .orderBy('id')
      .execute();
    return events.map((event) => ({
      eventId: event.id,
      eventTitle: event.title,
      url: `${eventUrl(publicUrl ?? origin(), event.slug)}?ref=${encodeURIComponent(code)}`,
    }));
  });

  routes.read(contract.listPayouts, async ({ db }, { params, query }) => {
    const { id } = await mustFind(db, params['id'] ?? '');
    const { limit, offset } = pageOf(query);
    const mine = db.selectFrom('payouts').where('affiliate_id', '=', id);
    const { total } = await mine.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const rows = await mine.selectAll().orderBy('id', 'desc').limit(limit).offset(offset).execute();
    return new Answer(rows.map(presentPayout), { total });
  });

  routes.change(contract.recordPayout, async (trx, call, { params, body }) => {
    const id = await affiliates.recordPayout(trx, call, params['id'] ?? '', body);
    return presentPayout(await trx.selectFrom('payouts').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  });
}

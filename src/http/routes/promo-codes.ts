import type { Kysely, Selectable } from 'kysely';
import type { PromoCodesTable, Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { formatMoney } from '../../shared/money.ts';
import * as contract from '../../shared/promo-codes.ts';
import * as promos from '../../usecases/promo-codes.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const present = (promo: Selectable<PromoCodesTable>) => ({
  id: promo.id,
  code: promo.code,
  percent: promo.percent === null ? null : promo.percent / 100,
  amount: promo.amount === null ? null : formatMoney(promo.amount, promo.currency),
  currency: promo.currency,
  quota: promo.quota,
  used: promo.used,
  eventId: promo.event_id,
  from: promo.valid_from,
  until: promo.valid_until,
  active: promo.active === 1,
  createdAt: promo.created_at,
});

async function presentPromo(db: Kysely<Tables>, id: string) {
  const promo = await db.selectFrom('promo_codes').selectAll().where('id', '=', id).executeTakeFirst();
  if (!promo) throw new BoxOfficeError('not_found', 'There is no such promo code.');
  return present(promo);
}

export function promoCodeRoutes(routes: RouteTable): void {
  routes.read(contract.listPromoCodes, async ({ db }, { query }) => {
    let matching = db.selectFrom('promo_codes');
    if (query.eventId !== undefined) matching = matching.where('event_id', '=', query.eventId);
    if (query.q)
      matching = matching
        .where('code', '>=', query.q.toUpperCase())
        .where('code', '<', `${query.q.toUpperCase()}\u{10ffff}`);
    const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const { limit, offset } = pageOf(query);
    const rows = await matching.selectAll().orderBy('code').limit(limit).offset(offset).execute();
    return new Answer(rows.map(present), { total });
  });
  routes.read(contract.getPromoCode, ({ db }, { params }) => presentPromo(db, params['id'] ?? ''));
  routes.change(contract.createPromoCode, async (trx, call, { body }) =>
    presentPromo(trx, await promos.createPromoCode(trx, call, body)),
  );
  routes.change(contract.updatePromoCode, async (trx, call, { params, body }) => {
    await promos.updatePromoCode(trx, call, params['id'] ?? '', body);
    return presentPromo(trx, params['id'] ?? '');
  });
  routes.change(contract.deletePromoCode, async (trx, call, { params }) => {
    await promos.deletePromoCode(trx, call, params['id'] ?? '');
    return { id: params['id'] ?? '', deleted: true as const };
  });
}

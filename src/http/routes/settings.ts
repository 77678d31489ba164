import type { Kysely } from 'kysely';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import { formatMoney } from '../../shared/money.ts';
import * as contract from '../../shared/settings.ts';
import { updateSettings } from '../../usecases/update-settings.ts';
import type { RouteTable } from '../route-table.ts';

async function present(db: Kysely<Tables>) {
  const settings = await readSettings(db);
  const { taxRate, staffRefundLimit, currency } = settings;
  return {
    ...settings,
    taxRate: taxRate / 100,
    staffRefundLimit: staffRefundLimit === null ? null : formatMoney(staffRefundLimit, currency),
  };
}

export function settingsRoutes(routes: RouteTable): void {
  routes.read(contract.getSettings, ({ db }) => present(db));
  routes.change(contract.updateSettings, async (trx, call, { body }) => {
    await updateSettings(trx, call, body);
    return present(trx);
  });
}

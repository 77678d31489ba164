import { readSettings, writeSettings, type Settings } from '../db/settings.ts';
import type { Trx } from '../db/write-door.ts';
import { invalidField } from '../shared/errors.ts';
import type { MoneyIn } from '../shared/money.ts';
import { toHundredths } from '../shared/operation.ts';
import type { Call } from './context.ts';
import { moneyOf } from './order-input.ts';
import { recordAudit } from './record-audit.ts';

type Simple =
  | 'organization'
  | 'currency'
  | 'language'
  | 'defaultVenueId'
  | 'publicUrl'
  | 'taxId'
  | 'receiptPrefix'
  | 'staffCompLimit'
  | 'requireTill'
  | 'lockAfterMinutes';

export type SettingsChange = { readonly [Key in Simple]?: Settings[Key] | undefined } & {
  readonly taxRate?: number | undefined;
  readonly staffRefundLimit?: MoneyIn | null | undefined;
};

/** Changes settings; what is absent stays. @throws 400 unknown_venue, or for a limit that is no amount of the currency */
export async function updateSettings(trx: Trx, call: Call, change: SettingsChange): Promise<void> {
  const before = await readSettings(trx);
  if (change.defaultVenueId !== undefined) {
    const venue = await trx
      .selectFrom('venues')
      .select('id')
      .where('id', '=', change.defaultVenueId)
      .executeTakeFirst();
    if (!venue) throw invalidField('defaultVenueId', 'There is no such venue', 'unknown_venue');
  }
  const { taxRate, staffRefundLimit, ...simple } = change;
  const currency = change.currency ?? before.currency;
  const written = Object.fromEntries(
    Object.entries(simple).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>;
  const after: Partial<Settings> = {
    ...written,
    ...(taxRate === undefined ? {} : { taxRate: toHundredths(taxRate) }),
    ...(staffRefundLimit === undefined
      ? {}
      : {
          staffRefundLimit: staffRefundLimit === null ? null : moneyOf(staffRefundLimit, currency, 'staffRefundLimit'),
        }),
  };
  await writeSettings(trx, after);
  await recordAudit(trx, call, 'settings.update', null, { ...before }, { ...before, ...after });
}

import type { Kysely } from 'kysely';
import type { Language } from '../shared/settings.ts';
import { hotQuery } from './hot.ts';
import type { Tables } from './tables.ts';
import type { Trx } from './write-door.ts';

/** The settings as they are kept. Money in minor units of `currency`, rates in hundredths of a percent. */
export interface Settings {
  readonly organization: string;
  readonly currency: string;
  readonly language: Language;
  readonly defaultVenueId: string;
  readonly publicUrl: string | null;
  readonly taxId: string | null;
  readonly taxRate: number;
  readonly receiptPrefix: string;
  readonly staffRefundLimit: number | null;
  readonly staffCompLimit: number;
  /** Money is taken and cash paid back only in an open till session. */
  readonly requireTill: boolean;
  /** Minutes without a key or a click after which the console locks; 0 never. */
  readonly lockAfterMinutes: number;
}

export const DEFAULT_SETTINGS: Settings = {
  organization: 'My venue',
  currency: 'EUR',
  language: 'en',
  defaultVenueId: '',
  publicUrl: null,
  taxId: null,
  taxRate: 0,
  receiptPrefix: '',
  staffRefundLimit: 20_000,
  staffCompLimit: 4,
  requireTill: false,
  lockAfterMinutes: 0,
};

// The guard of the Host header asks for them at every call.
const knownSettings = hotQuery((db: Kysely<Tables>) =>
  db.selectFrom('settings').select(['key', 'value']).where('key', 'in', Object.keys(DEFAULT_SETTINGS)),
);

/** The settings of this box office; what nobody set is as in DEFAULT_SETTINGS. */
export async function readSettings(db: Kysely<Tables>): Promise<Settings> {
  const rows = await knownSettings(db, {});
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown])) };
}

export async function writeSettings(trx: Trx, change: Partial<Settings>): Promise<void> {
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) continue;
    await writeSecretSetting(trx, key, value);
  }
}

// The workers look for their settings behind every commit.
const setting = hotQuery((db: Kysely<Tables>, { key }: { key: string }) =>
  db.selectFrom('settings').select('value').where('key', '=', key),
);

/** A setting that the API never shows, such as the key that signs tokens. */
export async function readSecretSetting(db: Kysely<Tables>, key: string): Promise<unknown> {
  const [row] = await setting(db, { key });
  return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
}

export async function writeSecretSetting(trx: Trx, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await trx
    .insertInto('settings')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}

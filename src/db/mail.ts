import type { Kysely, Selectable } from 'kysely';
import type { Instant } from '../shared/instant.ts';
import { MAIL_PORTS, type MailSecurity, type MailStatus } from '../shared/mail.ts';
import { hotQuery } from './hot.ts';
import { readSecretSetting, writeSecretSetting } from './settings.ts';
import type { MailsTable, Tables } from './tables.ts';
import type { Trx } from './write-door.ts';

type Db = Kysely<Tables>;

export type MailRow = Selectable<MailsTable>;
export type ListedMail = MailRow & { order_number: string };

/** The mail server and the sender as they are kept. */
export interface MailSettings {
  readonly host: string | null;
  /** None: the common one of `security`. */
  readonly port: number | null;
  readonly security: MailSecurity;
  readonly user: string | null;
  /** Sealed by the vault. */
  readonly sealedPassword: string | null;
  readonly fromName: string | null;
  readonly fromAddress: string | null;
  readonly automatic: boolean;
}

const DEFAULT_MAIL_SETTINGS: MailSettings = {
  host: null,
  port: null,
  security: 'starttls',
  user: null,
  sealedPassword: null,
  fromName: null,
  fromAddress: null,
  automatic: true,
};

const KEY = 'mail';

export const readMailSettings = async (db: Db): Promise<MailSettings> => ({
  ...DEFAULT_MAIL_SETTINGS,
  ...((await readSecretSetting(db, KEY)) as Partial<MailSettings> | undefined),
});

export const writeMailSettings = (trx: Trx, settings: MailSettings): Promise<void> =>
  writeSecretSetting(trx, KEY, settings);

export const portOf = ({ port, security }: MailSettings): number => port ?? MAIL_PORTS[security];

const withNumber = (db: Db) =>
  db
    .selectFrom('mails')
    .innerJoin('orders', 'orders.id', 'mails.order_id')
    .selectAll('mails')
    .select('orders.number as order_number');

export const findMail = (db: Db, id: string): Promise<ListedMail | undefined> =>
  withNumber(db).where('mails.id', '=', id).executeTakeFirst();

/** Newest first: ids are made in the order of time. */
export async function listMail(
  db: Db,
  filter: { readonly status?: MailStatus | undefined; readonly orderId?: string | undefined },
  page: { limit: number; offset: number },
): Promise<{ rows: ListedMail[]; total: number }> {
  let matching = db.selectFrom('mails').select('id');
  if (filter.status) matching = matching.where('status', '=', filter.status);
  if (filter.orderId !== undefined) matching = matching.where('order_id', '=', filter.orderId);
  const { total } = await matching
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const ids = await matching.orderBy('id', 'desc').limit(page.limit).offset(page.offset).execute();
  if (ids.length === 0) return { rows: [], total };
  const rows = await withNumber(db)
    .where(
      'mails.id',
      'in',
      ids.map(({ id }) => id),
    )
    .orderBy('mails.id', 'desc')
    .execute();
  return { rows, total };
}

// Asked behind every commit.
const dueMails = hotQuery((db: Db, { now }: { now: Instant }) =>
  db
    .selectFrom('mails')
    .selectAll()
    .where('status', '=', 'queued')
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(1),
);

/** The mail that has been due the longest. */
export async function nextDueMail(db: Db, now: Instant): Promise<MailRow | undefined> {
  const [mail] = await dueMails(db, { now });
  return mail;
}

/** Which of these tickets were transferred: their first holder has them no more. */
export async function transferredTickets(db: Db, ticketIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await db.selectFrom('retired_codes').select('ticket_id').where('ticket_id', 'in', ticketIds).execute();
  return new Set(rows.map((row) => row.ticket_id));
}

import { portOf, readMailSettings, writeMailSettings, type MailSettings } from '../db/mail.ts';
import { readSettings } from '../db/settings.ts';
import type { Trx } from '../db/write-door.ts';
import type { Reads } from '../db/ledger.ts';
import type { MailSecurity } from '../shared/mail.ts';
import type { Vault } from '../vault.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';

/** All that it takes to send. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Null where the server wants no one to sign in. */
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: { readonly name: string; readonly address: string };
}

type Change = {
  readonly [Key in Exclude<keyof MailSettings, 'sealedPassword'>]?: MailSettings[Key] | undefined;
} & {
  readonly password?: string | null | undefined;
};

/**
 * Changes the mail server or the sender; what is absent stays. A password stays only where it goes to the same host as securely as before:
 * whoever can change the host must not learn it that way.
 */
export async function updateMailSettings(trx: Trx, call: Call, vault: Vault, change: Change): Promise<void> {
  const before = await readMailSettings(trx);
  const { password, ...plain } = change;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const kept: MailSettings = { ...before, ...given };
  const movesAway = kept.host !== before.host || (kept.security === 'none' && before.security !== 'none');
  const sealedPassword =
    password === undefined
      ? movesAway
        ? null
        : before.sealedPassword
      : password === null
        ? null
        : vault.seal(password);
  const after = { ...kept, sealedPassword };
  await writeMailSettings(trx, after);
  await trx
    .updateTable('mails')
    .set({ next_attempt_at: instantOf(call) })
    .where('status', '=', 'queued')
    .where('failures', '>', 0)
    .execute();
  await recordAudit(trx, call, 'settings.mail', null, audited(before), {
    ...audited(after),
    ...(password === undefined ? {} : { password: password === null ? 'unset' : 'changed' }),
  });
}

/** Without what signs in. */
const audited = ({ user, sealedPassword, ...plain }: MailSettings) => ({
  ...plain,
  user: user === null ? 'unset' : 'set',
  password: sealedPassword === null ? 'unset' : 'set',
});

export const openPassword = ({ sealedPassword }: MailSettings, vault: Vault): string | null =>
  sealedPassword === null ? null : vault.open(sealedPassword);

/** The server to send by, or a sentence that says what is missing. */
export async function mailServerOf(db: Reads, vault: Vault): Promise<MailServer | string> {
  const settings = await readMailSettings(db);
  const { host, security, user, fromAddress } = settings;
  if (host === null) return 'No mail server is set.';
  if (fromAddress === null) return 'No sender’s address is set.';
  const password = openPassword(settings, vault);
  if (user !== null && password === null) return 'The password of the mail server is not set on this machine.';
  const name = settings.fromName ?? (await readSettings(db)).organization;
  return {
    host,
    port: portOf(settings),
    security,
    login: user !== null && password !== null ? { user, password } : null,
    from: { name, address: fromAddress },
  };
}

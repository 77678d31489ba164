import type { Reads } from '../db/ledger.ts';
import { readStripeSettings, writeStripeSettings, type StripeSettings } from '../db/stripe.ts';
import type { Trx } from '../db/write-door.ts';
import type { Vault } from '../vault.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';

/** What it takes to be paid through Stripe. */
export interface StripeKeys {
  readonly publishableKey: string;
  readonly secretKey: string;
}

interface Change {
  readonly publishableKey?: string | null | undefined;
  readonly secretKey?: string | null | undefined;
  readonly webhookSecret?: string | null | undefined;
}

/** Sets, changes or (null) forgets keys; what is absent stays. What waits for Stripe is tried again with the new ones. */
export async function updateStripeSettings(trx: Trx, call: Call, vault: Vault, change: Change): Promise<void> {
  const before = await readStripeSettings(trx);
  const sealed = (text: string | null | undefined, old: string | null): string | null =>
    text === undefined ? old : text === null ? null : vault.seal(text);
  const after: StripeSettings = {
    publishableKey: change.publishableKey === undefined ? before.publishableKey : change.publishableKey,
    sealedSecretKey: sealed(change.secretKey, before.sealedSecretKey),
    sealedWebhookSecret: sealed(change.webhookSecret, before.sealedWebhookSecret),
  };
  await writeStripeSettings(trx, after);
  const now = instantOf(call);
  await trx
    .updateTable('stripe_payments')
    .set({ next_attempt_at: now, failures: 0 })
    .where('status', 'in', ['creating', 'open', 'returning'])
    .execute();
  await trx
    .updateTable('stripe_refunds')
    .set({ next_attempt_at: now, failures: 0 })
    .where('status', '=', 'waiting')
    .execute();
  await recordAudit(trx, call, 'settings.stripe', null, audited(before), {
    ...audited(after),
    ...(change.secretKey == null ? {} : { secretKey: 'changed' }),
    ...(change.webhookSecret == null ? {} : { webhookSecret: 'changed' }),
  });
}

const audited = ({ publishableKey, sealedSecretKey, sealedWebhookSecret }: StripeSettings) => ({
  publishableKey,
  secretKey: sealedSecretKey === null ? 'unset' : 'set',
  webhookSecret: sealedWebhookSecret === null ? 'unset' : 'set',
});

export type OpenedSecret =
  | { readonly state: 'set'; readonly secret: string }
  | { readonly state: 'unset' | 'ask_again'; readonly secret: null };

/** A sealed secret as this machine sees it: whole, not set, or sealed by another machine and to be given again. */
export function openSealed(sealed: string | null, vault: Vault): OpenedSecret {
  if (sealed === null) return { state: 'unset', secret: null };
  const secret = vault.open(sealed);
  return secret === null ? { state: 'ask_again', secret } : { state: 'set', secret };
}

/** The keys to be paid by, or a sentence that says what is missing. */
export async function stripeKeysOf(db: Reads, vault: Vault): Promise<StripeKeys | string> {
  const { publishableKey, sealedSecretKey } = await readStripeSettings(db);
  const { state, secret: secretKey } = openSealed(sealedSecretKey, vault);
  if (secretKey === null)
    return state === 'unset'
      ? 'No secret key of Stripe is set.'
      : 'The secret key of Stripe was sealed on another machine. Give it again here.';
  if (publishableKey === null) return 'No publishable key of Stripe is set.';
  if (isTest(publishableKey) !== isTest(secretKey)) return 'One key of Stripe is for tests and the other is live.';
  return { publishableKey, secretKey };
}

const isTest = (key: string): boolean => key.slice(3).startsWith('test_');

/** Which money the keys move; null where none is set. */
export const modeOf = (publishableKey: string | null): 'test' | 'live' | null =>
  publishableKey === null ? null : isTest(publishableKey) ? 'test' : 'live';

import type { Kysely } from 'kysely';
import { readStripeSettings } from '../../db/stripe.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import * as contract from '../../shared/stripe.ts';
import { modeOf, openSealed, stripeKeysOf, updateStripeSettings } from '../../usecases/stripe-settings.ts';
import type { House } from '../context.ts';
import type { RouteTable } from '../route-table.ts';

const IN_DEMO = 'The demo takes no money.';

async function presentSettings(db: Kysely<Tables>, house: House) {
  const { publishableKey, sealedSecretKey, sealedWebhookSecret } = await readStripeSettings(db);
  const keys = await stripeKeysOf(db, house.vault);
  const waitingFor = house.stripe === null ? IN_DEMO : typeof keys === 'string' ? keys : null;
  const secretKey = openSealed(sealedSecretKey, house.vault);
  const webhookSecret = openSealed(sealedWebhookSecret, house.vault);
  return {
    publishableKey,
    secretKey: secretKey.state,
    secretKeyEnd: secretKey.secret?.slice(-4) ?? null,
    webhookSecret: webhookSecret.state,
    webhookSecretEnd: webhookSecret.secret?.slice(-4) ?? null,
    mode: modeOf(publishableKey),
    ready: waitingFor === null,
    waitingFor,
    webhookPath: contract.stripeWebhook.path,
  };
}

export function stripeRoutes(routes: RouteTable, house: House): void {
  routes.read(contract.getStripeSettings, ({ db }) => presentSettings(db, house));

  routes.change(contract.updateStripeSettings, async (trx, call, { body }) => {
    await updateStripeSettings(trx, call, house.vault, body);
    return presentSettings(trx, house);
  });

  routes.act(
    contract.testStripe,
    () => house.stripe?.test() ?? Promise.resolve({ connected: false, message: IN_DEMO }),
  );

  routes.act(contract.stripeWebhook, async ({ db, ctx, text }) => {
    const { secret } = openSealed((await readStripeSettings(db)).sealedWebhookSecret, house.vault);
    if (house.stripe === null || secret === null)
      throw new BoxOfficeError('not_found', 'No events of Stripe are expected here.');
    await house.stripe.hear({ text, signature: ctx.get('stripe-signature'), secret });
    return { received: true };
  });
}

import type { Kysely } from 'kysely';
import { readSettings } from '../../db/settings.ts';
import type { Tables } from '../../db/tables.ts';
import * as queries from '../../db/webhooks.ts';
import { BoxOfficeError, invalidField } from '../../shared/errors.ts';
import * as contract from '../../shared/webhooks.ts';
import * as config from '../../usecases/webhook-config.ts';
import { redeliver } from '../../usecases/webhook-deliveries.ts';
import { AddressRefused, checkedAddresses, type EndpointRules } from '../../usecases/webhook-endpoint.ts';
import { pageOf } from '../page.ts';
import { presentAttempt, presentConfig, presentDelivery } from '../present/webhook.ts';
import { Answer, type RouteTable } from '../route-table.ts';

/** How long saving waits for the name of an endpoint to be resolved, in milliseconds. */
const PATIENCE = 2_000;

/**
 * Refuses an endpoint whose address is private or this box office's own. One whose name cannot be resolved now, as offline, is saved: it
 * is checked again at every connection.
 *
 * @throws 400 private_address
 */
async function refusePrivateAddress(url: string, rules: EndpointRules): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    await Promise.race([checkedAddresses(new URL(url), rules), enough]);
  } catch (error) {
    if (error instanceof AddressRefused) throw invalidField('url', error.message, 'private_address');
  } finally {
    clearTimeout(timer);
  }
}

async function mustFindDelivery(db: Kysely<Tables>, id: string) {
  const delivery = await queries.findDelivery(db, id);
  if (!delivery) throw new BoxOfficeError('not_found', 'There is no such delivery.');
  return delivery;
}

/** @param origin where this server is reached: no webhook goes there */
export function webhookRoutes(routes: RouteTable, origin: () => string): void {
  routes.read(contract.getWebhookConfig, async ({ db, now }) =>
    presentConfig(await queries.readWebhookConfig(db), now, 'last four'),
  );

  for (const save of [contract.putWebhookConfig, contract.postWebhookConfig]) {
    routes.act(save, async ({ house, db, actor, now }, { body }) => {
      const allowPrivate = config.mayBePrivate(actor, body, await queries.readWebhookConfig(db));
      const { publicUrl } = await readSettings(db);
      await refusePrivateAddress(body.url, { allowPrivate, own: { origin: origin(), publicUrl } });
      return house.ledger.write(async (trx) => {
        await config.saveWebhookConfig(trx, { actor, now }, body);
        return presentConfig(await queries.readWebhookConfig(trx), now, 'whole');
      });
    });
  }

  routes.change(contract.rotateWebhookSecret, async (trx, call) => {
    await config.rotateWebhookSecret(trx, call);
    return presentConfig(await queries.readWebhookConfig(trx), call.now, 'whole');
  });

  routes.change(contract.pingWebhook, async (trx, call) => ({
    url: await config.pingWebhookAgain(trx, call),
    queued: true as const,
  }));

  routes.read(contract.listWebhookDeliveries, async ({ db }, { query }) => {
    const { rows, total } = await queries.listDeliveries(db, query, pageOf(query));
    return new Answer(rows.map(presentDelivery), { total });
  });

  routes.read(contract.getWebhookDelivery, async ({ db }, { params }) => {
    const delivery = await mustFindDelivery(db, params['id'] ?? '');
    const attempts = await queries.attemptsOf(db, delivery.id);
    return { ...presentDelivery(delivery), body: delivery.body, attemptLog: attempts.map(presentAttempt) };
  });

  routes.change(contract.redeliverWebhook, async (trx, call, { params }) => {
    const id = params['id'] ?? '';
    await redeliver(trx, call, id);
    return presentDelivery(await mustFindDelivery(trx, id));
  });
}

import { afterEach, beforeEach } from 'vitest';
import type { EventOut } from '../../../src/shared/events.ts';
import type { OrderOut } from '../../../src/shared/orders.ts';
import { updateStripeSettings } from '../../../src/shared/stripe.ts';
import { startServer } from '../../../src/server.ts';
import { buildEvent } from '../../support/build-event.ts';
import { checkoutBody, type Wanted } from '../../support/build-order.ts';
import { buildClient, type Answered, type Client } from '../../support/client.ts';
import { buildClock, type TestClock } from '../../support/clock.ts';
import { FAKE_KEYS, startFakeStripe, type FakeStripe } from '../../support/fake-stripe.ts';
import { makeFolder, removeFolder } from '../../support/ledger.ts';
import { NO_LIMITS } from '../../support/no-limits.ts';
import { signUp } from '../../support/owner.ts';
import { witness } from './contract.ts';
import { until } from './use-mail.ts';

/** An order as its seller gets it. */
export type SoldOrder = Omit<OrderOut, 'stripe'> & {
  readonly stripe:
    | (NonNullable<OrderOut['stripe']> & { publishableKey: string | null; clientSecret: string | null })
    | null;
};

export interface StripeOffice extends Client {
  readonly stripe: FakeStripe;
  readonly clock: TestClock;
  readonly dataDir: string;
  /** Stops the server, which gets `while closed` done, and opens it again over the same folder. */
  readonly restart: (closed?: () => void | Promise<void>) => Promise<void>;
  readonly buy: (event: EventOut, wanted?: Wanted) => Promise<SoldOrder>;
  /** Bought, paid and known to be. */
  readonly bought: (event: EventOut, wanted?: Wanted) => Promise<OrderOut>;
  readonly order: (id: string) => Promise<OrderOut>;
  readonly event: (id: string) => Promise<EventOut>;
  /** Lets time pass until the order is as wanted. */
  readonly settled: (id: string, wanted: (order: OrderOut) => boolean) => Promise<OrderOut>;
  readonly refund: (id: string, body?: unknown, key?: string) => Promise<Answered<Record<string, unknown>>>;
  /** An event with so many places, all of one tier at 25.00. */
  readonly eventOf: (places: number) => Promise<EventOut>;
}

/** A box office with a Stripe of its own for each test. Use inside tests only. */
export function useStripeOffice(): StripeOffice {
  let office: (StripeOffice & { close: () => Promise<void> }) | undefined;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office?.close());
  return new Proxy({} as StripeOffice, {
    get: (_, name) => {
      if (!office) throw new Error('The office opens when the test begins');
      return office[name as keyof StripeOffice];
    },
  });
}

async function openOffice(): Promise<StripeOffice & { close: () => Promise<void> }> {
  const clock = buildClock();
  const dataDir = makeFolder();
  const stripe = await startFakeStripe();
  const open = () =>
    startServer({
      dataDir,
      port: 0,
      consoleDir: null,
      version: '0.0.0-test',
      rateLimits: NO_LIMITS,
      clock: clock.now,
      stripeApi: stripe.api,
    });
  let server = await open();
  const token = await signUp(buildClient(server.url, null, witness));
  let client = buildClient(server.url, token, witness);
  await client.call(updateStripeSettings, { body: FAKE_KEYS });

  const api: Client['api'] = (...call) => client.api(...call);
  const order = async (id: string) => (await api<OrderOut>('GET', `/api/admin/orders/${id}`)).body;
  const settled: StripeOffice['settled'] = (id, wanted) =>
    until(async () => {
      clock.pass(1_000);
      return order(id);
    }, wanted);
  const buy: StripeOffice['buy'] = async (event, wanted = {}) => {
    const body = checkoutBody(event, { customerName: 'Pat Public', payment: { method: 'stripe' }, ...wanted });
    const answer = await api<SoldOrder>('POST', '/api/checkout', { token: null, body });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body;
  };
  return {
    api,
    stripe,
    clock,
    dataDir,
    order,
    settled,
    buy,
    call: (operation, called) => client.call(operation, called),
    restart: async (closed) => {
      await server.stop();
      await closed?.();
      server = await open();
      client = buildClient(server.url, token, witness);
    },
    bought: async (event, wanted) => {
      const { id, stripe: asked } = await buy(event, wanted);
      stripe.pay(asked?.paymentIntentId ?? '');
      return settled(id, ({ status }) => status === 'paid');
    },
    event: async (id) => (await api<EventOut>('GET', `/api/admin/events/${id}`)).body,
    refund: (id, body = {}, key) =>
      api('POST', `/api/admin/orders/${id}/refund`, {
        body,
        ...(key === undefined ? {} : { headers: { 'Idempotency-Key': key } }),
      }),
    eventOf: (places) =>
      buildEvent(
        {
          api,
          call: (operation, called) => client.call(operation, called),
        },
        {
          totalCapacity: places,
          tiers: [
            {
              name: 'General',
              price: 25,
              quantity: places,
            },
          ],
          addOns: [],
        },
      ),
    close: async () => {
      await server.stop();
      await stripe.close();
      removeFolder(dataDir);
    },
  };
}

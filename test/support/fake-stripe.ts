import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StripeApi } from '../../src/workers/stripe-calls.ts';

export interface FakeIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly client_secret: string;
  amount: number;
  amount_received: number;
  readonly currency: string;
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled';
  readonly metadata: Record<string, string>;
  readonly description: string;
}

export interface FakeRefund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly payment_intent: string;
  status: 'succeeded' | 'pending' | 'failed';
  readonly metadata: Record<string, string>;
}

/**
 * What goes wrong with a call. `hang`: nothing is done and no answer comes. `lost`: it is done, and its answer is lost. `broken`: it is done,
 * and half of its answer comes. `refuse`: 402, not done. `crash`: 500, not done. `crash-after`: 500, though it is done. `double`: the answer comes twice.
 */
export type Fault =
  | 'hang'
  | 'lost'
  | 'broken'
  | 'refuse'
  | 'crash'
  | 'crash-after'
  | 'double'
  | 'limit'
  | 'pending'
  | 'failed';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly form: URLSearchParams;
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

/** A Stripe of our own on a free port: intents and refunds as the real one keeps them, and whatever can go wrong in between. */
export interface FakeStripe {
  readonly api: StripeApi;
  readonly intents: Map<string, FakeIntent>;
  readonly refunds: FakeRefund[];
  readonly asked: Asked[];
  /** Faults of the next calls to a path that begins so, one each, in their order; `null` lets one pass. */
  readonly fail: (path: string, ...faults: (Fault | null)[]) => void;
  /** What decides about every call that has no fault of its own. */
  chance: ((asked: Asked) => Fault | null) | null;
  /** The customer pays. */
  readonly pay: (intentId: string, status?: 'processing' | 'succeeded') => void;
  /** Everything that was paid back of an intent. */
  readonly refundedOf: (intentId: string) => number;
  /** Forgets every idempotency key, as Stripe may after a day. */
  readonly forgetKeys: () => void;
  readonly close: () => Promise<void>;
}

export const FAKE_KEYS = { publishableKey: 'pk_test_fake0001', secretKey: 'sk_test_fake0002' };

/** @param patience how long the box office waits for an answer: as short as a test can bear */
export async function startFakeStripe(patience = 400): Promise<FakeStripe> {
  const intents = new Map<string, FakeIntent>();
  const refunds: FakeRefund[] = [];
  const asked: Asked[] = [];
  const keys = new Map<string, { readonly form: string; readonly reply: Reply }>();
  const faults: { path: string; fault: Fault | null }[] = [];
  let count = 0;
  const next = (prefix: string): string => `${prefix}_fake${String((count += 1)).padStart(6, '0')}`;

  const refusal = (status: number, message: string, more: object = {}): Reply => ({
    status,
    body: { error: { type: status === 402 ? 'card_error' : 'invalid_request_error', message, ...more } },
  });
  const metadataOf = (form: URLSearchParams): Record<string, string> =>
    Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const key = /^metadata\[(\w+)\]$/.exec(name)?.[1];
        return key === undefined ? [] : [[key, value]];
      }),
    );
  const refundedOf = (intentId: string): number =>
    refunds
      .filter((refund) => refund.payment_intent === intentId && refund.status !== 'failed')
      .reduce((sum, refund) => sum + refund.amount, 0);

  function createIntent(form: URLSearchParams): Reply {
    const id = next('pi');
    const intent: FakeIntent = {
      id,
      object: 'payment_intent',
      client_secret: `${id}_secret_x`,
      amount: Number(form.get('amount')),
      amount_received: 0,
      currency: form.get('currency') ?? '',
      status: 'requires_payment_method',
      metadata: metadataOf(form),
      description: form.get('description') ?? '',
    };
    if (!(intent.amount >= 50)) return refusal(400, 'Amount must be at least 50 cents.', { code: 'amount_too_small' });
    intents.set(id, intent);
    return { status: 200, body: intent };
  }

  function createRefund(form: URLSearchParams, status: FakeRefund['status']): Reply {
    const intent = intents.get(form.get('payment_intent') ?? '');
    if (!intent) return refusal(404, 'No such payment_intent.', { code: 'resource_missing' });
    if (intent.status !== 'succeeded') return refusal(400, 'This PaymentIntent does not have a successful charge.');
    const left = intent.amount_received - refundedOf(intent.id);
    if (left === 0) return refusal(400, 'The charge has already been refunded.', { code: 'charge_already_refunded' });
    const amount = Number(form.get('amount') ?? left);
    if (amount > left) return refusal(400, `Refund amount is greater than unrefunded amount on charge.`);
    const refund: FakeRefund = {
      id: next('re'),
      object: 'refund',
      amount,
      payment_intent: intent.id,
      status,
      metadata: metadataOf(form),
    };
    refunds.push(refund);
    return { status: 200, body: refund };
  }

  function work({ method, path, form }: Asked, fault: Fault | null): Reply {
    const [, resource, id = '', action] = /^\/v1\/(\w+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (resource === 'payment_intents') {
      if (method === 'POST' && id === '') return createIntent(form);
      if (method === 'GET' && id === '') return { status: 200, body: { object: 'list', data: [], has_more: false } };
      const intent = intents.get(id);
      if (!intent) return refusal(404, 'No such payment_intent.', { code: 'resource_missing' });
      if (action !== 'cancel') return { status: 200, body: intent };
      if (intent.status === 'succeeded' || intent.status === 'processing')
        return refusal(400, 'You cannot cancel this PaymentIntent.', { code: 'payment_intent_unexpected_state' });
      intent.status = 'canceled';
      return { status: 200, body: intent };
    }
    if (resource === 'refunds') {
      if (method === 'POST')
        return createRefund(form, fault === 'pending' ? 'pending' : fault === 'failed' ? 'failed' : 'succeeded');
      const data = refunds.filter((refund) => refund.payment_intent === form.get('payment_intent'));
      return { status: 200, body: { object: 'list', url: '/v1/refunds', data, has_more: false } };
    }
    return refusal(404, 'Unrecognized request URL.');
  }

  /** As Stripe does: the first answer to a key is the answer to it, whatever it was. */
  function workOnce(call: Asked, fault: Fault | null): Reply {
    const known = call.key === null ? undefined : keys.get(call.key);
    if (known && known.form !== call.form.toString())
      return {
        status: 400,
        body: {
          error: {
            type: 'idempotency_error',
            message: 'Keys for idempotent requests can only be used with the same parameters.',
          },
        },
      };
    if (known) return known.reply;
    const reply = fault === 'refuse' ? refusal(402, 'Your card was declined.') : work(call, fault);
    if (call.key !== null && call.method === 'POST') keys.set(call.key, { form: call.form.toString(), reply });
    return reply;
  }

  function faultOf(call: Asked): Fault | null {
    const index = faults.findIndex(({ path }) => call.path.startsWith(path));
    const planned = index < 0 ? undefined : faults.splice(index, 1)[0];
    return planned ? planned.fault : (fake.chance?.(call) ?? null);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://stripe.test');
    const key = request.headers['idempotency-key'];
    const call: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname,
      key: typeof key === 'string' ? key : null,
      form: new URLSearchParams(request.method === 'GET' ? url.search : Buffer.concat(chunks).toString('utf8')),
    };
    asked.push(call);
    if (request.headers.authorization !== `Bearer ${FAKE_KEYS.secretKey}`)
      return send(response, {
        status: 401,
        body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided.' } },
      });
    const fault = faultOf(call);
    if (fault === 'hang') return;
    if (fault === 'crash')
      return send(response, { status: 500, body: { error: { type: 'api_error', message: 'Sorry.' } } });
    if (fault === 'limit')
      return send(response, {
        status: 429,
        body: { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many.' } },
      });
    const reply = workOnce(call, fault);
    if (fault === 'lost') return void request.socket.destroy();
    if (fault === 'crash-after')
      return send(response, { status: 500, body: { error: { type: 'api_error', message: 'Sorry.' } } });
    const text = JSON.stringify(reply.body);
    if (fault === 'broken') {
      response.writeHead(reply.status, { 'Content-Type': 'application/json', 'Content-Length': text.length });
      response.write(text.slice(0, 20), () => request.socket.destroy());
      return;
    }
    if (fault === 'double') {
      const head = `HTTP/1.1 ${reply.status} OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n`;
      request.socket.write(`${head}${text}${head}${text}`);
      return void request.socket.end();
    }
    send(response, reply);
  }

  function send(response: ServerResponse, { status, body }: Reply): void {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': next('req') });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeStripe = {
    api: {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      patience,
    },
    intents,
    refunds,
    asked,
    refundedOf,
    chance: null,
    fail: (path, ...wanted) =>
      faults.push(
        ...wanted.map((fault) => ({
          path,
          fault,
        })),
      ),
    pay: (intentId, status = 'succeeded') => {
      const intent = intents.get(intentId);
      if (!intent || intent.status === 'canceled') throw new Error(`${intentId} cannot be paid`);
      intent.status = status;
      if (status === 'succeeded') intent.amount_received = intent.amount;
    },
    forgetKeys: () => keys.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** The header by which Stripe signs an event (docs.stripe.com/webhooks, "Verify webhook signatures manually"). */
export function signEvent(text: string, secret: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')}`;
}

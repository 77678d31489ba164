import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT } from '../../src/shared/contract.ts';
import type { Operation } from '../../src/shared/operation.ts';
import { buildEvent, eventBody } from '../support/build-event.ts';
import { checkoutBody, hold, sell } from '../support/build-order.ts';
import { DOCUMENT } from './support/contract.ts';
import { useOffice } from './support/office.ts';

/** With BOX_OFFICE_LONG=1 many more calls, other ones each time; else the same few, so that a failure is the change's own. */
const LONG = process.env['BOX_OFFICE_LONG'] === '1';
const RUNS = LONG ? { numRuns: 500 } : { numRuns: 12, seed: 20260715 };

const office = useOffice();

/** Opening the demo changes the ledger under the other calls, and a mail server of junk would be looked for on the network. */
const LEFT_OUT = new Set(['enterDemo', 'leaveDemo', 'updateMailSettings', 'testMail']);

/** Real things, so that junk gets past the first check; filled in once the office is open. */
const real: string[] = [];

beforeAll(async () => {
  const event = await buildEvent(office);
  const order = await sell(office, event, { quantity: 3, customerName: 'Jane Smith' });
  const pending = await hold(office, event);
  const draft = await buildEvent(office, { status: 'draft' });
  const { body: promo } = await office.api<{ id: string }>('POST', '/api/admin/promo-codes', {
    body: { code: 'JUNK', percent: 5 },
  });
  real.push(event.id, event.slug, event.tiers[0]!.id, event.addOns[0]!.id, order.id, order.orderNumber);
  real.push(
    order.tickets[0]!.ticketId,
    order.tickets[0]!.qrCode,
    pending.id,
    pending.tickets[0]!.qrCode,
    draft.id,
    promo.id,
  );
});

const NASTY_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\u202e',
  '\ufeff',
  '🎟️',
  'é'.repeat(5000),
  '%',
  '_',
  '\\',
  "'",
  '"',
  '`',
  "' OR '1'='1",
  "'; DROP TABLE orders; --",
  '${7*7}',
  '{{7*7}}',
  '<script>',
  '../../etc/passwd',
  'C:\\',
  '\r\nX-A: 1',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '1e999',
  '-0',
  '0x10',
  '9007199254740993',
  '٢٥',
  '25.001',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '+275760-09-13T00:00:00Z',
  '2026-07-15T24:00:00Z',
  '2026-07-15T14:00:00+99:99',
  '99:99',
  '24:00',
  'Etc/Unknown',
  'XXX',
  'xn--',
  'a@b',
  'http://127.0.0.1:1/',
  'javascript:alert(1)',
  'owner',
  'cash',
  'comp',
];
const NASTY_NUMBERS = [
  0,
  -0,
  -1,
  0.1,
  1.5,
  0.1 + 0.2,
  1e-9,
  1e21,
  1e308,
  2 ** 53,
  -(2 ** 53),
  2 ** 31,
  4294967296,
  5e-324,
];

const text = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.nat().map((index) => real[index % real.length] ?? ''),
);

/** Anything that JSON can say, and some of what it can only just say. */
const junk: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom(...NASTY_NUMBERS),
    fc.double(),
    fc.constantFrom(null, true, false),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  ),
})).any;

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
}

const schemas = (DOCUMENT as unknown as { components: { schemas?: Record<string, Schema> } }).components.schemas ?? {};

/** Junk in the shape of a schema: its keys, some of them left out, each with junk of its own shape or of none. */
function junkLike(schema: Schema | undefined): fc.Arbitrary<unknown> {
  if (schema?.$ref !== undefined) return junkLike(schemas[schema.$ref.split('/').at(-1) ?? '']);
  if (schema?.properties) {
    const keys = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, junkLike(each)]));
    return fc.oneof({ arbitrary: fc.record(keys, { requiredKeys: [] }), weight: 4 }, junk);
  }
  if (schema?.items)
    return fc.oneof({ arbitrary: fc.array(junkLike(schema.items), { maxLength: 3 }), weight: 3 }, junk);
  return schema?.anyOf ? fc.oneof(junk, ...schema.anyOf.map(junkLike)) : junk;
}

interface Documented {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

const documentedAs = ({ path, method }: Operation): Documented =>
  (DOCUMENT.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method] ?? {}) as Documented;

/** Text as it may stand in a path or query, whose length ends at 16 KiB (malformed.test.ts). */
const encoded = (part: string): string => encodeURIComponent(part.slice(0, 500).toWellFormed());

function callsOf(operation: Operation) {
  const { requestBody, parameters = [] } = documentedAs(operation);
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const takesBody = operation.method !== 'get' && operation.method !== 'delete';
  return fc.record({
    params: fc.array(text, { minLength: 2, maxLength: 2 }),
    query: fc.array(fc.tuple(fc.oneof(fc.constantFrom('page', ...names), text), text), { maxLength: 3 }),
    body: takesBody ? junkLike(requestBody?.content['application/json']?.schema) : fc.constant(undefined),
    anonymous: operation.id === 'logout' ? fc.constant(true) : fc.boolean(),
  });
}

type Call = ReturnType<typeof callsOf> extends fc.Arbitrary<infer Value> ? Value : never;

async function send(operation: Operation, { params, query, body, anonymous }: Call): Promise<number> {
  let index = 0;
  const path = operation.path.replaceAll(/:\w+/g, () => encoded(params[index++] ?? '') || 'x');
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  // The witness of the office throws at a 5xx, a stack, SQL, a path, an error without a code, an undocumented shape.
  const { status } = await office.api(operation.method.toUpperCase(), `${path}?${search}`, {
    ...(body === undefined ? {} : { body }),
    ...(anonymous ? { token: null } : {}),
  });
  return status;
}

describe.each(CONTRACT.filter(({ id, media }) => !LEFT_OUT.has(id) && media !== 'text/event-stream'))(
  '$method $path',
  (operation) => {
    test('stands whatever is thrown at it', { timeout: LONG ? 120_000 : 20_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(callsOf(operation), async (call) => {
          expect(await send(operation, call)).toBeLessThan(500);
        }),
        RUNS,
      );
    });
  },
);

/** Wherever a value stands in a body that is taken, every nasty one in its place. */
function* spoiled(value: unknown, nasty: unknown): Generator<unknown> {
  yield nasty;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const bad of spoiled(part, nasty)) {
      const copy = structuredClone(value) as Record<string, unknown>;
      copy[key] = bad;
      yield copy;
    }
  }
}

test.each([
  ['/api/admin/events', async () => eventBody({ date: '2031-01-01' })],
  [
    '/api/checkout',
    async () => {
      const event = await buildEvent(office);
      const addOns = [{ addOnId: event.addOns[0]!.id, quantity: 1 }];
      const customer = { customerName: 'Jane', customerEmail: 'jane@example.com', phone: '+34600123456' };
      const payment = { method: 'cash' as const, tendered: '100.00', reference: 'x', reason: 'y' };
      return { ...checkoutBody(event, { addOns, payment, ...customer }) };
    },
  ],
])('a good body of %s with one bad value is refused or taken, never more', async (path, build) => {
  const body = await build();
  expect((await office.api('POST', path, { body })).status).toBe(201);
  const values = LONG
    ? [...NASTY_TEXTS, ...NASTY_NUMBERS, null, [], {}]
    : ['\u0000', '\ud800', '1e999', 1e308, -1, 0.5, null, [], {}];
  for (const nasty of values)
    for (const spoiledBody of spoiled(body, nasty))
      expect([201, 400, 409]).toContain((await office.api('POST', path, { body: spoiledBody })).status);
});

test('the books still balance', async () => {
  const { body: events } = await office.api<
    { totalCapacity: number; tiers: { quantity: number; sold: number; held: number }[] }[]
  >('GET', '/api/admin/events?pageSize=200');
  for (const { totalCapacity, tiers } of events) {
    expect(tiers.reduce((sum, { sold, held }) => sum + sold + held, 0)).toBeLessThanOrEqual(totalCapacity);
    for (const { quantity, sold, held } of tiers) expect(sold + held).toBeLessThanOrEqual(quantity);
  }
  expect((await office.api('GET', '/api/health')).body).toMatchObject({ status: 'ok' });
});

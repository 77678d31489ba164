import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';

const office = useOffice();
const run = promisify(execFile);

/** Whatever proxy this machine goes through, 127.0.0.1 is here. */
const here = { env: { ...process.env, NO_PROXY: '*', no_proxy: '*' } };

/** The published reference as it came; its headings have lost their line breaks. */
const REFERENCE = readFileSync(
  path.join(import.meta.dirname, '..', 'fixtures', 'ticketwave-api-reference.txt'),
  'utf8',
);

function between(start: string, end: string): string {
  const from = REFERENCE.indexOf(start);
  const to = REFERENCE.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The reference has no "${start}" before "${end}"`);
  return REFERENCE.slice(from + start.length, to);
}

const EXAMPLES = {
  curl: between('Code Examples\ncurl\n', 'JavaScript / Node.js'),
  javascript: between('JavaScript / Node.js\n', 'Python\nimport requests'),
  python: between('.then(r => r.json());Python\n', 'Webhook Events\nConfigure'),
};

/** An example with nothing replaced but the address, the token and the ids. */
const filledIn = (example: string, ids: Record<string, string>): string =>
  Object.entries({ 'https://www.ticketwavehq.com': office.url, YOUR_TOKEN: office.owner, ...ids }).reduce(
    (text, [placeholder, value]) => {
      if (!text.includes(placeholder)) throw new Error(`The example has no ${placeholder}`);
      return text.replaceAll(placeholder, value);
    },
    example,
  );

async function venueId(): Promise<string> {
  const { body } = await office.api<{ id: string }>('POST', '/api/admin/venues', { body: { name: 'Lido' } });
  return body.id;
}

/** What the examples create, whatever speaks for them. */
const POOL_PARTY = (venue: string) => ({
  title: 'Summer Pool Party',
  venueId: venue,
  status: 'draft',
  date: '2026-07-15',
  startTime: '14:00',
  endTime: null,
  totalCapacity: 500,
  tiers: [
    { name: 'General', price: '25.00', quantity: 400 },
    { name: 'VIP', price: '75.00', quantity: 100 },
  ],
});

const newest = async (): Promise<EventOut | undefined> => {
  const { body } = await office.api<EventOut[]>('GET', '/api/admin/events?status=draft');
  return body.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
};

/** The missing tool that lets an example be left out on a developer's machine; nothing may be left out where CI=true. */
const lacking = (tool: string, args: readonly string[]): boolean => {
  if (spawnSync(tool, args, { stdio: 'ignore' }).status === 0) return false;
  if (process.env['CI'] === 'true') throw new Error(`${tool} ${args.join(' ')} does not run here`);
  console.log(`left out: the reference's example, as \`${tool} ${args.join(' ')}\` does not run here`);
  return true;
};

test.skipIf(lacking('curl', ['--version']))('the curl examples list the events and create one', async () => {
  await buildEvent(office);
  const venue = await venueId();
  const script = filledIn(EXAMPLES.curl, { 'venue-uuid': venue });
  const { stdout } = await run('sh', ['-euc', script], here);
  // One answer a command, each on its own.
  const [listed, created] = JSON.parse(`[${stdout.replace(']{', '],{')}]`) as [EventOut[], EventOut];
  expect(listed).toMatchObject([{ title: 'Summer Pool Party', status: 'published' }]);
  expect(created).toMatchObject(POOL_PARTY(venue));
  expect(await newest()).toEqual(created);
});

test('the JavaScript examples list the events and refund an order', async () => {
  const event = await buildEvent(office);
  const order = await sell(office, event, { quantity: 2 });
  const script = filledIn(EXAMPLES.javascript, { '${orderId}': order.id });
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  expect(stdout).toContain(event.id);
  const { body: after } = await office.api<OrderOut>('GET', `/api/admin/orders/${order.id}`);
  expect(after).toMatchObject({ status: 'refunded', refunded: '50.00', refunds: [{ reason: 'customer_request' }] });
});

test.skipIf(lacking('python3', ['-c', 'import requests']))(
  'the Python examples list the events and create one',
  async () => {
    const venue = await venueId();
    const script = filledIn(EXAMPLES.python, { 'venue-uuid': venue });
    const { stdout } = await run('python3', ['-c', script], here);
    const created = await newest();
    expect(created).toMatchObject(POOL_PARTY(venue));
    expect(stdout).toContain(`'id': '${created?.id}'`);
    expect(stdout).toContain("'price': '25.00'");
  },
);

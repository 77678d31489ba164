import { parse } from 'csv-parse/sync';
import type { Context } from 'koa';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { textOf } from '../../src/http/csv-upload.ts';
import { streamBody } from '../../src/http/middleware/body.ts';
import type { EventOut } from '../../src/shared/events.ts';
import { MOST_IMPORT_BYTES, type importOrders } from '../../src/shared/import.ts';
import type { AnswerOf } from '../../src/shared/operation.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { useOffice } from './support/office.ts';
import { request } from './support/raw-http.ts';

const office = useOffice();

/** Uploads a file as the owner. */
async function upload(eventId: string, csv: string | Uint8Array, more = '', type = 'text/csv') {
  const response = await fetch(`${office.url}/api/admin/import?eventId=${eventId}${more}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.owner}`, 'content-type': type },
    body: csv as BodyInit,
  });
  return {
    status: response.status,
    body: (await response.json()) as AnswerOf<typeof importOrders> & { code?: string },
  };
}

const party = (changes: Parameters<typeof buildEvent>[1] = {}) => buildEvent(office, changes);
const scan = (qrCode: string) => office.api('POST', '/api/scan', { body: { qrCode } });

const PRETIX = `Order code;E-mail;Attendee name;Product;Price;Secret;Status
AB1CD;jane@example.com;Jané Smith;General;"25,00";ka6p3xjbQz;Paid
AB1CD;jane@example.com;Bob;VIP;"75,00";zz9p3xjbQz;Paid
XX1CD;bad-mail;Bob;General;"25,00";z1;Paid
XX2CD;;Bob;Nowhere;"25,00";z2;Paid
XX3CD;;Bob;General;"25,00";z3;Canceled
XX4CD;;Cy;General;lots;z4;Paid
`;

test('a pretix file: a dry run names every bad line, the import takes the good ones, twice changes nothing', async () => {
  const event = await party();
  const bad = [
    { line: 4, code: 'invalid_request', error: expect.stringContaining('bad-mail') },
    { line: 5, code: 'invalid_request', error: expect.stringContaining('Nowhere') },
    { line: 7, code: 'invalid_request', error: expect.stringContaining('lots') },
  ];
  const dry = await upload(event.id, PRETIX, '&dryRun=true');
  expect(dry.body).toMatchObject({
    dryRun: true,
    format: 'pretix',
    rows: 6,
    imported: 2,
    skipped: 1,
    badCount: 3,
    bad,
  });
  expect((await office.api<OrderOut[]>('GET', `/api/admin/orders?event=${event.id}`)).body).toEqual([]);
  expect((await upload(event.id, PRETIX)).body).toMatchObject({
    dryRun: false,
    imported: 2,
    orders: 1,
    skipped: 1,
    bad,
  });
  expect((await upload(event.id, PRETIX)).body).toMatchObject({ imported: 0, orders: 0, skipped: 3 });
  const [order] = (await office.api<OrderOut[]>('GET', `/api/admin/orders?q=ab1cd`)).body;
  expect(order).toMatchObject({
    orderNumber: 'AB1CD',
    status: 'paid',
    channel: 'import',
    total: '100.00',
    payments: [{ method: 'external', amount: '100.00' }],
  });
  expect(order?.tickets.map(({ qrCode }) => qrCode)).toEqual(['ka6p3xjbQz', 'zz9p3xjbQz']);
  expect(await scan('ka6p3xjbQz')).toMatchObject({
    status: 200,
    body: { ticket: { holderName: 'Jané Smith', orderNumber: 'AB1CD' } },
  });
  expect(await scan('KA6P3XJBqz')).toMatchObject({ status: 409, body: { code: 'already_checked_in' } });
});

test('Eventbrite, a plain list and mapped columns', async () => {
  const event = await party();
  const eventbrite =
    'Order #,First Name,Last Name,Email,Ticket Type,Barcode #,Total Paid,Attendee Status\n77,Ada,Lovelace,ada@example.com,VIP,770001,€75.00,Attending\n';
  expect((await upload(event.id, eventbrite)).body).toMatchObject({ format: 'eventbrite', imported: 1 });
  expect(await scan('770001')).toMatchObject({ body: { ticket: { holderName: 'Ada Lovelace', tierName: 'VIP' } } });
  const list = '\u{feff}Name,Tier\nGrace Hopper,general\nGrace Hopper,general\n';
  expect((await upload(event.id, list)).body).toMatchObject({ format: 'list', imported: 2, orders: 2 });
  expect((await upload(event.id, list)).body).toMatchObject({ imported: 0, skipped: 2 });
  const mapping = encodeURIComponent(JSON.stringify({ qrCode: 'Ticket', tierName: 'Kind', customerName: 'Who' }));
  expect((await upload(event.id, 'Ticket,Kind,Who\nM-1,VIP,Mae\n', `&mapping=${mapping}`)).body).toMatchObject({
    imported: 1,
  });
  expect(await scan('m-1')).toMatchObject({ status: 200 });
  const rows = [{ qrCode: 'J-1', tierName: 'General', amount: 10, customerName: 'Json' }];
  const json = await office.api('POST', `/api/admin/import?eventId=${event.id}`, { body: { rows } });
  expect(json.body).toMatchObject({ format: 'json', imported: 1 });
});

test('imports count against the capacity, in a dry run across its slices too', async () => {
  const event = await party({ totalCapacity: 50, tiers: [{ name: 'General', price: 1, quantity: 60 }] });
  await sell(office, event, { quantity: 5 });
  const csv = `code,tier\n${Array.from({ length: 70 }, (_, index) => `CAP-${index},General`).join('\n')}\n`;
  expect((await upload(event.id, csv, '&dryRun=1')).body).toMatchObject({ imported: 45, badCount: 25 });
  const done = await upload(event.id, csv);
  expect(done.body).toMatchObject({ imported: 45, badCount: 25 });
  expect(done.body.bad[0]).toMatchObject({ line: 47, code: 'sold_out' });
});

test('codes and numbers of other tickets here are refused, and imported money is not handed out in cash', async () => {
  const [event, other] = [await party(), await party()];
  const sold = await sell(office, other);
  const csv = `orderNumber,qrCode,tierName\nE1,${sold.tickets[0]?.qrCode},General\n${sold.orderNumber},NEW-1,General\nE2,NEW-2,General\n`;
  const answer = await upload(event.id, csv);
  expect(answer.body).toMatchObject({
    imported: 1,
    badCount: 2,
    bad: [
      { line: 2, code: 'code_taken' },
      { line: 3, code: 'code_taken' },
    ],
  });
  const refund = await office.api('POST', '/api/admin/orders/E2/refund');
  expect(refund.status).toBe(200);
  const after = (await office.api<OrderOut>('GET', '/api/admin/orders/E2')).body;
  expect(after.refunds).toMatchObject([{ method: 'external', amount: '25.00' }]);
});

test('what the export wrote, the import takes back', async () => {
  const [event, copy] = [await party({ title: 'From' }), await party({ title: 'To' })];
  await sell(office, event, { quantity: 2, customerName: '=Bad Name', customerEmail: 'bad.name@example.com' });
  const csv = (await office.api<string>('GET', `/api/admin/orders/export?event=${event.id}`)).text;
  const rows: Record<string, string>[] = parse(csv, { bom: true, columns: true });
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    customerName: "'=Bad Name",
    amount: '25.00',
    paymentMethod: 'cash',
    tierName: 'General',
  });
  expect((await upload(event.id, csv)).body).toMatchObject({ format: 'ticketwave', imported: 0, skipped: 2 });
  const moved = csv.replaceAll(/TW-GENERAL-/g, 'MOVED-').replaceAll(/TW-2026-/g, 'OLD-');
  expect((await upload(copy.id, moved)).body).toMatchObject({ imported: 2, orders: 1 });
  const [order] = (await office.api<OrderOut[]>('GET', `/api/admin/orders?event=${copy.id}`)).body;
  expect(order).toMatchObject({ customerName: '=Bad Name', customerEmail: 'bad.name@example.com', total: '50.00' });
});

test('what is not a file', async () => {
  const event = await party();
  expect((await upload(event.id, '')).status).toBe(400);
  expect((await upload(event.id, 'x,y\n1,2\n')).status).toBe(400);
  expect((await upload('evt_no', PRETIX)).body).toMatchObject({ code: 'unknown_event' });
  expect((await upload(event.id, PRETIX, '', 'text/plain')).status).toBe(415);
  expect((await upload(event.id, PRETIX, '&mapping=nonsense')).status).toBe(400);
  const broken = await upload(event.id, 'code,tier\nB-1,General\n"B-2,General\nB-3,General\n');
  expect(broken.body).toMatchObject({ imported: 1, badCount: 1 });
  const staff = await office.api('POST', `/api/admin/import?eventId=${event.id}`, {
    body: [],
    token: await office.tokenOf('staff'),
  });
  expect(staff.status).toBe(403);
  expect((await office.api('POST', `/api/admin/import?eventId=${event.id}`, { body: [], token: null })).status).toBe(
    401,
  );
});

test('a semicolon, a tab or a comma parts the cells, whichever the header has, and the others are text', async () => {
  const event = await party();
  const semicolons = 'code;tier;name;price\nS-1;General;Smith, Jane;25,00\nS-2;VIP;"Two\nlines; and; all";75,50\n';
  expect((await upload(event.id, semicolons)).body).toMatchObject({ imported: 2, bad: [] });
  const tabs = 'code\ttier\tname\tprice\nT-1\tGeneral\tSmith, Jane; Dr.\t25,00 €\r\n';
  expect((await upload(event.id, tabs)).body).toMatchObject({ imported: 1, bad: [] });
  const commas =
    'code,tier,name,price\nC-1,General,"Smith; ""Bobby"", Jane",25.00\nC-2,General,Bob "the door" Hill,25\n';
  expect((await upload(event.id, commas)).body).toMatchObject({ imported: 2, bad: [] });
  const { body } = await office.api<OrderOut[]>('GET', `/api/admin/orders?event=${event.id}`);
  expect(body.map(({ customerName, total }) => `${customerName} ${total}`).sort()).toEqual([
    'Bob "the door" Hill 25.00',
    'Smith, Jane 25.00',
    'Smith, Jane; Dr. 25.00',
    'Smith; "Bobby", Jane 25.00',
    'Two lines; and; all 75.50',
  ]);
});

test('a file of a spreadsheet in UTF-16 is read; one of an old code page names each line that it spoils', async () => {
  const event = await party();
  const text = 'code\ttier\tname\nU-1\tGeneral\tZoë Škvorecký 音楽\n';
  expect((await upload(event.id, Buffer.from(`\u{feff}${text}`, 'utf16le'))).body).toMatchObject({
    imported: 1,
    bad: [],
  });
  expect(
    (await upload(event.id, Buffer.from(`\u{feff}${text.replace('U-1', 'U-2')}`, 'utf16le').swap16())).body,
  ).toMatchObject({
    imported: 1,
  });
  const scanned = await scan('U-1');
  expect(scanned.body).toMatchObject({ ticket: { holderName: 'Zoë Škvorecký 音楽' } });
  const latin = Buffer.from('code;tier;name\nL-1;General;Plain\nL-2;General;Peña\nL-3;General;Plain\n', 'latin1');
  expect((await upload(event.id, latin)).body).toMatchObject({
    imported: 2,
    badCount: 1,
    bad: [{ line: 3, code: 'invalid_request', error: expect.stringContaining('UTF-8') }],
  });
});

test('a column that the mapping names and the file has not is refused before anything is taken', async () => {
  const event = await party();
  const mapping = encodeURIComponent(JSON.stringify({ qrCode: 'Barcode', tierName: 'Kind' }));
  const answer = await upload(event.id, 'Barcode,Type\nX-1,VIP\n', `&mapping=${mapping}`);
  expect(answer).toMatchObject({ status: 400, body: { fields: { 'mapping.tierName': expect.any(String) } } });
  const unknown = encodeURIComponent(JSON.stringify({ colour: 'Kind' }));
  expect((await upload(event.id, 'Barcode,Type\nX-1,VIP\n', `&mapping=${unknown}`)).status).toBe(400);
  expect((await office.api<OrderOut[]>('GET', `/api/admin/orders?event=${event.id}`)).body).toEqual([]);
});

test('a file of more than 64 MiB is 413, said at once or found on the way', async () => {
  const event = await party();
  const { port } = office.boxOffice;
  const head = [
    'Host: localhost',
    `Authorization: Bearer ${office.owner}`,
    'Content-Type: text/csv',
    `Content-Length: ${64 * 1024 * 1024 + 1}`,
  ];
  const said = await request(port, `POST /api/admin/import?eventId=${event.id}`, head, 'code,tier\n');
  expect(said).toMatchObject({ status: 413 });
  expect(JSON.parse(said?.text ?? '')).toMatchObject({ code: 'body_too_large' });

  // One that does not say how long it is.
  const piece = Buffer.alloc(1024 * 1024, 'x');
  const req = Object.assign(Readable.from(Array(65).fill(piece)), { headers: {}, complete: true });
  const { stream } = streamBody({ req } as unknown as Context, MOST_IMPORT_BYTES);
  const read = async () => {
    for await (const text of textOf(stream)) expect(text.length).toBeLessThanOrEqual(piece.length);
  };
  await expect(read()).rejects.toMatchObject({ code: 'body_too_large' });
});

test('an upload that breaks off leaves what it brought, and nobody waits for the rest', async () => {
  const event = await party();
  const rows = Array.from({ length: 60 }, (_, index) => `BRK-${index},General\n`).join('');
  const socket = connect(office.boxOffice.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST /api/admin/import?eventId=${event.id} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${office.owner}\r\n` +
      `Content-Type: text/csv\r\nContent-Length: 100000\r\n\r\ncode,tier\n${rows}`,
  );
  const sold = async () => (await office.api<EventOut>('GET', `/api/admin/events/${event.id}`)).body.sales.ticketsSold;
  await vi.waitUntil(async () => (await sold()) >= 40, { timeout: 10_000, interval: 20 });
  socket.destroy();
  const again = await upload(event.id, `code,tier\n${rows}`);
  expect(again.body.imported + again.body.skipped).toBe(60);
  expect(await sold()).toBe(60);
});

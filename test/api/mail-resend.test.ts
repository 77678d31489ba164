import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOut } from '../../src/shared/events.ts';
import { listAudit } from '../../src/shared/audit.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { transferTicket } from '../../src/shared/tickets.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { codesOf, codesSeenIn, HAS_POPPLER, readPdf, textOf } from '../support/pdf.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';
import { sendBy, until } from './support/use-mail.ts';

const office = useOffice();
let server: TestMailServer;
let event: EventOut;
beforeAll(async () => {
  server = await startMailServer();
  await sendBy(office, server);
  await office.api('PATCH', '/api/admin/settings/mail', { body: { automatic: false } });
  event = await buildEvent(office);
});
afterAll(() => server.close());

const JANE = { customerName: 'Jane Doe', customerEmail: 'jane@example.com' };
const resend = (id: string, body?: unknown, token?: string | null) =>
  office.api('POST', `/api/admin/orders/${id}/resend`, {
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
  });

/** The codes in the mail of an order to an address. */
async function codesMailed({ orderNumber }: OrderOut, to: string): Promise<string[]> {
  const pdfTo = () =>
    server.received
      .filter((mail) => mail.to[0] === to)
      .flatMap(({ mail }) => mail.attachments)
      .find(({ filename }) => filename === `tickets-${orderNumber}.pdf`);
  const pdf = await until(
    () => Promise.resolve(pdfTo()),
    (found) => found !== undefined,
  );
  return codesOf(Buffer.from(pdf?.content as ArrayBuffer));
}

describe('resending an order', () => {
  test('is queued at once and brings every ticket as a PDF', async () => {
    const order = await sell(office, event, { quantity: 2, ...JANE });
    const answer = await resend(order.id, undefined, await office.tokenOf('staff'));
    expect(answer).toMatchObject({
      status: 200,
      body: { orderId: order.id, email: 'jane@example.com', status: 'queued', waitingFor: null },
    });
    expect(await codesMailed(order, 'jane@example.com')).toEqual(order.tickets.map(({ qrCode }) => qrCode));
    expect((await resend(order.orderNumber)).body).toMatchObject({ orderId: order.id });
  });

  test('leaves out what was refunded and what was transferred away', async () => {
    const order = await sell(office, event, { quantity: 3, ...JANE });
    const [kept, refunded, given] = order.tickets;
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: { ticketIds: [refunded!.ticketId] } });
    const body = { ticketId: given!.ticketId, newHolderName: 'Max', newHolderEmail: 'max@example.com' };
    const { qrCode } = await office.call(transferTicket, { body });
    await resend(order.id);
    expect(await codesMailed(order, 'jane@example.com')).toEqual([kept!.qrCode]);
    // The new holder's own address gets the new holder's own ticket.
    await resend(order.id, { email: 'MAX@example.com' });
    expect(await codesMailed(order, 'MAX@example.com')).toEqual([qrCode]);
  });

  test('to another address is audited, without the address itself', async () => {
    const order = await sell(office, event, JANE);
    await resend(order.id, { email: 'friend@example.com' });
    await resend(order.id);
    const audit = await office.call(listAudit, { query: { subjectId: order.id } });
    const sent = audit.filter(({ action }) => action === 'order.resend').map(({ after }) => after);
    expect(sent.map((after) => (after as { anotherAddress: boolean }).anotherAddress)).toEqual([false, true]);
    expect(JSON.stringify(audit)).not.toContain('friend@example.com');
  });

  test('is refused where there is nobody or nothing to send', async () => {
    const nameless = await sell(office, event);
    expect(await resend(nameless.id)).toMatchObject({ status: 409, body: { code: 'no_email' } });
    expect((await resend(nameless.id, { email: 'late@example.com' })).status).toBe(200);
    const held = await hold(office, event, JANE);
    expect(await resend(held.id)).toMatchObject({ status: 409, body: { code: 'order_unpaid' } });
    await office.api('POST', `/api/admin/orders/${held.id}/release`);
    expect(await resend(held.id)).toMatchObject({ status: 409, body: { code: 'order_cancelled' } });
    const refunded = await sell(office, event, JANE);
    await office.api('POST', `/api/admin/orders/${refunded.id}/refund`, { body: {} });
    expect(await resend(refunded.id)).toMatchObject({ status: 409, body: { code: 'no_tickets' } });
    const doomed = await buildEvent(office, { title: 'Doomed' });
    const off = await sell(office, doomed, JANE);
    await office.api('POST', `/api/admin/events/${doomed.id}/cancel`);
    expect(await resend(off.id)).toMatchObject({ status: 409, body: { code: 'event_cancelled' } });
  });

  test('is for staff, of an order that there is, to an address', async () => {
    const order = await sell(office, event, JANE);
    expect((await resend(order.id, undefined, null)).status).toBe(401);
    expect((await resend(order.id, undefined, await office.tokenOf('scanner'))).status).toBe(403);
    expect((await resend('ord_unknown')).status).toBe(404);
    expectFields(await resend(order.id, { email: 'nobody' }), 'email');
  });
});

describe('the tickets of an order as a PDF', () => {
  const print = async (id: string, query = '', token: string | null = office.owner) => {
    const response = await fetch(`${office.url}/api/admin/orders/${id}/tickets.pdf${query}`, {
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  };

  test.each([
    ['', 595.28],
    ['?format=a6', 297.64],
    ['?format=roll', 226.77],
  ])('as staff ask for it: %s', async (query, width) => {
    const order = await sell(office, event, { quantity: 2, ...JANE });
    const { status, headers, body } = await print(order.id, query, await office.tokenOf('staff'));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(`inline; filename="tickets-${order.orderNumber}.pdf"`);
    expect(readPdf(body).pages.map((page) => page.width)).toEqual([expect.closeTo(width, 1), expect.closeTo(width, 1)]);
    expect(await codesOf(body)).toEqual(order.tickets.map(({ qrCode }) => qrCode));
    if (HAS_POPPLER) expect(await codesSeenIn(body)).toEqual(order.tickets.map(({ qrCode }) => qrCode));
  });

  test('is drawn in a thread of its own: scans go on meanwhile', async () => {
    const order = await sell(office, event, { quantity: 60, ...JANE });
    await print(order.id);
    const [all, here] = [process.cpuUsage(), process.threadCpuUsage()];
    const { status } = await print(order.id);
    const [ofAll, ofHere] = [process.cpuUsage(all), process.threadCpuUsage(here)];
    expect(status).toBe(200);
    // Of the processor's time, whatever else the machine does: most is the other thread's.
    expect((ofHere.user + ofHere.system) / (ofAll.user + ofAll.system)).toBeLessThan(0.5);
  });

  test.skipIf(!HAS_POPPLER)('says all that a ticket says, in the language of the settings', async () => {
    await office.api('PATCH', '/api/admin/settings', {
      body: { language: 'es', organization: 'Lido Nights', taxId: 'B-123' },
    });
    const taxed = await buildEvent(office, { tiers: [{ name: 'Pista', price: 25, quantity: 10, taxRate: 21 }] });
    const order = await sell(office, taxed, { customerName: 'Ñoño Ibáñez' });
    const text = textOf((await print(order.id)).body);
    await office.api('PATCH', '/api/admin/settings', { body: { language: 'en' } });
    const { qrCode } = order.tickets[0]!;
    for (const words of [
      'Summer Pool Party',
      'Miércoles, 15 de julio de 2026',
      '14:00 – 23:00',
      'Pista',
      'Ñoño Ibáñez',
      order.orderNumber,
    ])
      expect(text).toContain(words);
    for (const words of ['25,00', 'IVA 21', qrCode, 'Entrada 1 de 1', 'Lido Nights · NIF B-123'])
      expect(text).toContain(words);
  });

  test('leaves out tickets transferred away, unless one is asked for by name', async () => {
    const order = await sell(office, event, { quantity: 2, ...JANE });
    const { ticketId } = order.tickets[1]!;
    const { qrCode } = await office.call(transferTicket, { body: { ticketId, newHolderName: 'Max' } });
    expect(await codesOf((await print(order.id)).body)).toEqual([order.tickets[0]!.qrCode]);
    expect(await codesOf((await print(order.id, `?ticketId=${ticketId}`)).body)).toEqual([qrCode]);
    expect((await print(order.id, '?ticketId=tkt_unknown')).status).toBe(409);
  });

  test('is refused as every call is', async () => {
    const order = await sell(office, event, JANE);
    expect((await office.api('GET', `/api/admin/orders/${order.id}/tickets.pdf?format=a5`)).status).toBe(400);
    expect((await print(order.id, '', null)).status).toBe(401);
    expect((await print(order.id, '', await office.tokenOf('scanner'))).status).toBe(403);
    expect((await print('ord_unknown')).status).toBe(404);
    const held = await hold(office, event, JANE);
    expect(await office.api('GET', `/api/admin/orders/${held.id}/tickets.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'order_unpaid' },
    });
    await office.api('POST', `/api/admin/orders/${held.id}/release`);
    expect((await office.api('GET', `/api/admin/orders/${held.id}/tickets.pdf`)).body).toMatchObject({
      code: 'order_cancelled',
    });
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: {} });
    expect(await office.api('GET', `/api/admin/orders/${order.id}/tickets.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'no_tickets' },
    });
    const doomed = await buildEvent(office, { title: 'Doomed once more' });
    const off = await sell(office, doomed, JANE);
    await office.api('POST', `/api/admin/events/${doomed.id}/cancel`);
    expect(await office.api('GET', `/api/admin/orders/${off.id}/tickets.pdf`)).toMatchObject({
      status: 409,
      body: { code: 'event_cancelled' },
    });
  });

  test('leaves out what was refunded', async () => {
    const order = await sell(office, event, { quantity: 2, ...JANE });
    const [refunded, kept] = order.tickets;
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: { ticketIds: [refunded!.ticketId] } });
    expect(await codesOf((await print(order.id, '?format=roll')).body)).toEqual([kept!.qrCode]);
  });
});

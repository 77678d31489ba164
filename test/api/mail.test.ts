import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrderOut } from '../../src/shared/orders.ts';
import type { EventOut } from '../../src/shared/events.ts';
import { transferTicket } from '../../src/shared/tickets.ts';
import { updateMailSettings } from '../../src/shared/mail.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { type Received, startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { codesOf } from '../support/pdf.ts';
import { useOffice } from './support/office.ts';
import { type ListedMail, sendBy, until } from './support/use-mail.ts';

const office = useOffice();
let server: TestMailServer;
let event: EventOut;

beforeAll(async () => {
  server = await startMailServer();
  await sendBy(office, server);
  event = await buildEvent(office);
});
afterAll(() => server.close());

/** What comes in from now on, once nothing of the order waits any more. */
async function mailOf(order: OrderOut): Promise<Received[]> {
  const mails = await until(
    async () => (await office.api<ListedMail[]>('GET', `/api/admin/mail?orderId=${order.id}`)).body,
    (list) => list.every(({ status }) => status === 'sent' || status === 'failed'),
  );
  return server.received.filter(({ raw }) => mails.some(({ id }) => raw.includes(`<${id}@`)));
}

const codesIn = async ({ mail }: Received): Promise<string[]> => {
  const pdf = mail.attachments.find(({ mimeType }) => mimeType === 'application/pdf');
  return pdf ? codesOf(Buffer.from(pdf.content as ArrayBuffer)) : [];
};

const JANE = { customerName: 'Jane Doe', customerEmail: 'jane@example.com' };

describe('an order that is paid', () => {
  test('goes to its customer: every code as a PDF, the rest in words', async () => {
    const order = await sell(office, event, { quantity: 2, tier: 'VIP', ...JANE });
    const [received] = await mailOf(order);
    expect(received?.to).toEqual(['jane@example.com']);
    expect(received?.from).toBe('tickets@lido.example.com');
    const { mail } = received!;
    expect(mail.subject).toBe('Your tickets for Summer Pool Party');
    expect(mail.from).toMatchObject({ name: 'Lido Nights', address: 'tickets@lido.example.com' });
    for (const part of [mail.text, mail.html])
      for (const words of ['Hello Jane Doe', '2 × VIP', order.orderNumber, '15 July 2026', '14:00 – 23:00', '€150.00'])
        expect(part).toContain(words);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([`tickets-${order.orderNumber}.pdf`]);
    expect(await codesIn(received!)).toEqual(order.tickets.map(({ qrCode }) => qrCode));
    expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  test('waits for its money: what is held is mailed when it is paid', async () => {
    const order = await hold(office, event, JANE);
    expect((await office.api<ListedMail[]>('GET', `/api/admin/mail?orderId=${order.id}`)).body).toEqual([]);
    await office.api('POST', `/api/admin/orders/${order.id}/pay`, { body: { payment: { method: 'cash' } } });
    expect(await mailOf(order)).toHaveLength(1);
  });

  test('without an address nobody is written to', async () => {
    const order = await sell(office, event);
    expect((await office.api('GET', `/api/admin/mail?orderId=${order.id}`)).body).toEqual([]);
  });

  test('a name cannot write into the mail’s HTML or its headers', async () => {
    const order = await sell(office, event, { ...JANE, customerName: '<img src=x> & "Bobby"' });
    const [received] = await mailOf(order);
    expect(received?.mail.html).toContain('&lt;img src=x&gt; &amp; &quot;Bobby&quot;');
    expect(received?.mail.html).not.toContain('<img');
  });
});

describe('a refund', () => {
  test('is noted, with what went back and how', async () => {
    const order = await sell(office, event, { quantity: 2, ...JANE });
    const body = { ticketIds: [order.tickets[0]!.ticketId], reason: 'Rain' };
    await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body });
    const note = (await mailOf(order)).find(({ mail }) => mail.subject?.startsWith('Refund'));
    expect(note?.mail.subject).toBe('Refund of €25.00 for Summer Pool Party');
    for (const words of ['€25.00', 'in cash', 'One ticket of it is no longer valid.', 'Reason: Rain'])
      expect(note?.mail.text).toContain(words);
    expect(note?.mail.attachments).toEqual([]);
  });
});

describe('a transfer', () => {
  test('tells both: the new holder gets the new code, the old one never', async () => {
    const order = await sell(office, event, JANE);
    await mailOf(order);
    const { ticketId, qrCode: old } = order.tickets[0]!;
    const body = { ticketId, newHolderName: 'Max Muster', newHolderEmail: 'max@example.com' };
    const { qrCode } = await office.call(transferTicket, { body });
    const [, ...mails] = await mailOf(order);
    const to = (address: string) => mails.find((mail) => mail.to[0] === address)!;
    expect(mails).toHaveLength(2);
    expect(await codesIn(to('max@example.com'))).toEqual([qrCode]);
    expect(to('max@example.com').mail.text).toContain('Jane Doe has transferred a ticket to you');
    expect(to('jane@example.com').mail.text).toContain('transferred to Max Muster');
    expect(to('jane@example.com').mail.attachments).toEqual([]);
    for (const code of [qrCode, old]) expect(to('jane@example.com').raw.toString()).not.toContain(code);
  });

  test('without an address of the new holder only the old one is told', async () => {
    const order = await sell(office, event, JANE);
    const { ticketId } = order.tickets[0]!;
    await office.call(transferTicket, { body: { ticketId, newHolderName: 'Max' } });
    const mails = await mailOf(order);
    expect(mails.map(({ to }) => to[0])).not.toContain('max@example.com');
    // The first mail may have gone out before the transfer: after it, nothing with a code goes to Jane.
    expect(mails.filter(({ mail }) => mail.subject?.includes('was transferred'))).toHaveLength(1);
  });

  test('a second one tells the holder of the first, not the customer', async () => {
    const order = await sell(office, event, JANE);
    const { ticketId } = order.tickets[0]!;
    const give = (newHolderName: string, newHolderEmail: string) =>
      office.call(transferTicket, { body: { ticketId, newHolderName, newHolderEmail } });
    await give('Max', 'max2@example.com');
    await mailOf(order);
    await give('Ada', 'ada@example.com');
    const mails = await mailOf(order);
    const last = new Set(mails.slice(-2).map(({ to }) => to[0]));
    expect(last).toEqual(new Set(['ada@example.com', 'max2@example.com']));
  });
});

test('a cancelled event tells each customer what goes back, and each holder that it is off', async () => {
  const doomed = await buildEvent(office, { title: 'Doomed Night' });
  const paid = await sell(office, doomed, { quantity: 2, ...JANE });
  const held = await hold(office, doomed, { customerEmail: 'pat@example.com' });
  const { ticketId } = paid.tickets[0]!;
  await office.call(transferTicket, { body: { ticketId, newHolderName: 'Max', newHolderEmail: 'max@example.com' } });
  await office.api('POST', `/api/admin/events/${doomed.id}/cancel`, { body: { reason: 'Storm' } });
  const told = [...(await mailOf(paid)), ...(await mailOf(held))].filter(({ mail }) =>
    mail.subject?.startsWith('Cancelled'),
  );
  const textTo = (address: string) => told.find(({ to }) => to[0] === address)?.mail.text;
  expect(told).toHaveLength(3);
  for (const words of ['We refund €50.00, in cash.', 'Reason: Storm', 'Doomed Night'])
    expect(textTo('jane@example.com')).toContain(words);
  expect(textTo('pat@example.com')).toContain('You were not charged anything.');
  expect(textTo('max@example.com')).toContain('goes back to whoever bought the ticket');
});

test('in Spanish where the settings say so', async () => {
  await office.api('PATCH', '/api/admin/settings', { body: { language: 'es' } });
  const order = await sell(office, event, JANE);
  const [received] = await mailOf(order);
  await office.api('PATCH', '/api/admin/settings', { body: { language: 'en' } });
  expect(received?.mail.subject).toBe('Tu entrada para Summer Pool Party');
  expect(received?.mail.text).toContain('Hola, Jane Doe:');
  expect(received?.mail.text).toContain('Miércoles, 15 de julio de 2026');
});

test('nothing goes out by itself where the settings say so', async () => {
  await office.call(updateMailSettings, { body: { automatic: false } });
  const order = await sell(office, event, JANE);
  await office.api('POST', `/api/admin/orders/${order.id}/refund`, { body: {} });
  await office.call(updateMailSettings, { body: { automatic: true } });
  expect((await office.api('GET', `/api/admin/mail?orderId=${order.id}`)).body).toEqual([]);
});

describe('the list of mail', () => {
  test('is paged, filtered and for staff', async () => {
    const order = await sell(office, event, JANE);
    await mailOf(order);
    const path = `/api/admin/mail?status=sent&orderId=${order.id}&pageSize=1`;
    const answer = await office.api<ListedMail[]>('GET', path, { token: await office.tokenOf('staff') });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-total-count')).toBe('1');
    expect(answer.body[0]).toMatchObject({
      kind: 'tickets',
      to: 'jane@example.com',
      orderId: order.id,
      orderNumber: order.orderNumber,
      status: 'sent',
      attempts: 1,
      error: null,
      waitingFor: null,
    });
    const one = `/api/admin/mail/${answer.body[0]!.id}`;
    expect((await office.api('GET', one, { token: await office.tokenOf('staff') })).body).toEqual(answer.body[0]);
    expect((await office.api('GET', '/api/admin/mail/mail_unknown')).status).toBe(404);
    expect((await office.api('GET', one, { token: null })).status).toBe(401);
    expect((await office.api('GET', one, { token: await office.tokenOf('scanner') })).status).toBe(403);
    expect((await office.api('GET', '/api/admin/mail?status=lost')).status).toBe(400);
    expect((await office.api('GET', path, { token: null })).status).toBe(401);
    expect((await office.api('GET', path, { token: await office.tokenOf('scanner') })).status).toBe(403);
  });

  test('what was sent is not sent again by a retry', async () => {
    const order = await sell(office, event, JANE);
    await mailOf(order);
    const [mail] = (await office.api<ListedMail[]>('GET', `/api/admin/mail?orderId=${order.id}`)).body;
    const retry = (id: string, token?: string | null) =>
      office.api('POST', `/api/admin/mail/${id}/retry`, token === undefined ? {} : { token });
    expect(await retry(mail!.id)).toMatchObject({ status: 409, body: { code: 'mail_sent' } });
    expect((await retry('mail_unknown')).status).toBe(404);
    expect((await retry(mail!.id, null)).status).toBe(401);
    expect((await retry(mail!.id, await office.tokenOf('scanner'))).status).toBe(403);
    const odd = await office.api('POST', `/api/admin/mail/${mail!.id}/retry`, { body: [] });
    expect(odd.status).toBe(400);
  });
});

test('a customer who is erased is erased from the outbox too', async () => {
  const order = await sell(office, event, { customerName: 'Gone', customerEmail: 'gone@example.com' });
  await mailOf(order);
  const { body } = await office.api<{ id: string }[]>('GET', '/api/admin/customers?q=gone@example.com');
  await office.api('DELETE', `/api/admin/customers/${body[0]!.id}`);
  expect((await office.api('GET', `/api/admin/mail?orderId=${order.id}`)).body).toEqual([]);
  expect((await office.api('GET', '/api/admin/mail?pageSize=200')).text).not.toContain('gone@example.com');
});

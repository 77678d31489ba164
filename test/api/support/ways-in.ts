import { vi } from 'vitest';
import { createAffiliate } from '../../../src/shared/affiliates.ts';
import { login, setPin } from '../../../src/shared/auth.ts';
import { createBackup } from '../../../src/shared/backups.ts';
import { createDevice, listConflicts } from '../../../src/shared/devices.ts';
import { listMail } from '../../../src/shared/mail.ts';
import { createPrinter, getPrintJob, printTestPage } from '../../../src/shared/printing.ts';
import { createPromoCode } from '../../../src/shared/promo-codes.ts';
import { checkout } from '../../../src/shared/orders.ts';
import { createTill, openTill } from '../../../src/shared/tills.ts';
import { createUser } from '../../../src/shared/users.ts';
import { createVenue } from '../../../src/shared/venues.ts';
import { listWebhookDeliveries, putWebhookConfig } from '../../../src/shared/webhooks.ts';
import { buildEvent } from '../../support/build-event.ts';
import { checkoutBody, sell } from '../../support/build-order.ts';
import { OWNER, type TestServer } from '../../support/server.ts';

/** What a generated call needs besides, so that it may succeed. */
export interface WayIn {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Keys of the body that must be so, whatever was generated. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Keys of the body or query that are left out. */
  readonly without?: readonly string[];
  readonly token?: string | null;
}

type Prepare = (office: TestServer) => Promise<WayIn>;

let count = 0;
const next = (): number => (count += 1);

const event: Prepare = async (office) => ({ params: { id: (await buildEvent(office)).id } });
const draft = async (office: TestServer) => buildEvent(office, { status: 'draft' });
const jane = () => ({ customerName: 'Jane Smith', customerEmail: `jane.${next()}@example.com` });
const order = async (office: TestServer) => sell(office, await buildEvent(office), jane());
const ofOrder: Prepare = async (office) => ({ params: { id: (await order(office)).id } });
/** At the counter, which may hold as many as it likes. */
const held: Prepare = async (office) => {
  const payment = { method: 'cash' as const };
  const body = { ...checkoutBody(await buildEvent(office), { payment }), hold: true };
  return { params: { id: (await office.call(checkout, { body })).id } };
};
const affiliate = async (office: TestServer) =>
  office.call(createAffiliate, {
    body: { name: 'Ada', email: `ada.${next()}@example.com`, code: `ADA${next()}`, commissionRate: 50 },
  });
const ofAffiliate: Prepare = async (office) => ({ params: { id: (await affiliate(office)).id } });
const customer: Prepare = async (office) => {
  const { customerEmail } = await order(office);
  const { body } = await office.api<{ id: string }[]>('GET', `/api/admin/customers?q=${customerEmail}`);
  return { params: { id: body[0]!.id } };
};
const device = async (office: TestServer) => office.call(createDevice, { body: { name: 'Phone' } });
const promoCode: Prepare = async (office) => ({
  params: { id: (await office.call(createPromoCode, { body: { code: `PROMO${next()}`, percent: 5 } })).id },
  body: { eventId: null },
  without: ['from', 'until'],
});
const venue: Prepare = async (office) => ({
  params: { id: (await office.call(createVenue, { body: { name: 'Lido' } })).id },
});
const user: Prepare = async (office) => {
  const body = {
    email: `user.${next()}@example.com`,
    name: 'User',
    role: 'scanner',
    password: OWNER.password,
  } as const;
  return { params: { id: (await office.call(createUser, { body })).id } };
};
const signIn = async (office: TestServer, email: string = OWNER.email) =>
  (await office.call(login, { token: null, body: { email, password: OWNER.password, client: 'console' } })).token;
/** Somebody new at a console of their own. */
const colleague = async (office: TestServer) => {
  const body = { email: `colleague.${next()}@example.com`, name: 'Colleague', password: OWNER.password };
  const { id } = await office.call(createUser, { body: { ...body, role: 'manager' } });
  return { id, token: await signIn(office, body.email) };
};
const till = async (office: TestServer) => office.call(createTill, { body: { name: `Till ${next()}` } });
/** A till that a colleague has open. */
const atTill = async (office: TestServer) => {
  const { token } = await colleague(office);
  const { id } = await office.call(openTill, { token, body: { tillId: (await till(office)).id, float: 100 } });
  return { params: { id }, token };
};
/** Nothing listens there, so what it is to print fails. */
const reach = () => ({ transport: 'network' as const, host: '127.0.0.1', port: 9199, queue: null });
const printer = async (office: TestServer) =>
  office.call(createPrinter, { body: { name: `Printer ${next()}`, drawer: true, ...reach() } });
const ofPrinter: Prepare = async (office) => ({ params: { id: (await printer(office)).id } });
const printJob = async (office: TestServer, printerId: string) =>
  office.call(printTestPage, { params: { id: printerId } });
const backup: Prepare = async (office) => ({ params: { name: (await office.call(createBackup)).name } });
const mail: Prepare = async (office) => {
  const { id } = await order(office);
  const [queued] = await office.call(listMail, { query: { orderId: id } });
  return { params: { id: queued!.id } };
};
/** Nothing listens there, so the ping waits. */
const delivery: Prepare = async (office) => {
  const body = { url: `http://127.0.0.1:9/${next()}`, events: ['order.created' as const], allowPrivateAddress: true };
  await office.call(putWebhookConfig, { body });
  const [ping] = await office.call(listWebhookDeliveries);
  return { params: { id: ping!.id } };
};
const endpoint: Prepare = () =>
  Promise.resolve({ body: { url: 'https://example.com/webhook', enabled: false, allowPrivateAddress: null } });
const changes: Prepare = async (office) => ({
  params: { id: (await draft(office)).id },
  body: { venueId: null },
  without: ['tiers', 'addOns', 'status'],
});

/**
 * How each operation is brought to succeed, by its id. One that needs nothing but what the document says is not here; one that is missing
 * fails in contract.test.ts.
 */
export const WAYS_IN: Readonly<Record<string, Prepare>> = {
  login: () => Promise.resolve({ body: { email: OWNER.email, password: OWNER.password } }),
  logout: async (office) => ({
    token: (await office.call(login, { token: null, body: { email: OWNER.email, password: OWNER.password } })).token,
  }),
  createEvent: () => Promise.resolve({ body: { venueId: null } }),
  cancelEvent: event,
  cancelPreview: event,
  cancelPayouts: event,
  getEvent: event,
  liveEvent: event,
  liveStream: event,
  duplicateEvent: event,
  replaceEvent: changes,
  updateEvent: changes,
  deleteEvent: async (office) => ({ params: { id: (await draft(office)).id } }),
  getPublicEvent: async (office) => ({ params: { slug: (await buildEvent(office)).slug } }),
  checkout: async (office) => {
    const { id, tiers, addOns } = await buildEvent(office);
    return {
      body: {
        eventId: id,
        items: [{ tierId: tiers[0]!.id, quantity: 2 }],
        addOns: [{ addOnId: addOns[0]!.id, quantity: 1 }],
        payment: { method: 'cash' },
        promoCode: null,
        affiliateCode: null,
      },
    };
  },
  getOrder: ofOrder,
  orderHistory: ofOrder,
  printTickets: async (office) => ({ ...(await ofOrder(office)), without: ['ticketId'] }),
  resendOrder: ofOrder,
  payOrder: async (office) => ({
    ...(await held(office)),
    body: { payment: { method: 'card' } },
    without: ['payments'],
  }),
  releaseOrder: held,
  refundOrder: async (office) => ({ ...(await ofOrder(office)), body: { ticketIds: null, addOns: null } }),
  importOrders: async (office) => ({
    query: { eventId: (await buildEvent(office)).id },
    body: { rows: [{ qrCode: `OLD-${next()}`, tierName: 'VIP', customerName: 'Mae' }] },
    without: ['mapping'],
  }),
  transferTicket: async (office) => ({
    body: { ticketId: (await order(office)).tickets[0]!.ticketId },
    without: ['qrCode'],
  }),
  scan: async (office) => ({
    body: { qrCode: (await order(office)).tickets[0]!.qrCode, eventId: null, mode: 'entry', force: false },
  }),
  undoScan: async (office) => {
    const { qrCode } = (await order(office)).tickets[0]!;
    await office.api('POST', '/api/scan', { body: { qrCode } });
    return { body: { qrCode }, without: ['nonce'] };
  },
  offlineTickets: async (office) => ({ query: { eventId: (await buildEvent(office)).id } }),
  createDevice: () => Promise.resolve({ body: { eventId: null } }),
  pair: async (office) => ({ body: { code: (await device(office)).code } }),
  revokeDevice: async (office) => ({ params: { id: (await device(office)).id } }),
  resolveConflict: async (office) => {
    const scan = { nonce: `late-${next()}`, qrCode: 'TW-NO-SUCHTICKET', scannedAt: office.clock.instant() };
    await office.api('POST', '/api/scan/batch', { body: { scans: [scan] } });
    const [conflict] = await office.call(listConflicts, { query: { resolved: 'false' } });
    return { params: { id: conflict!.id } };
  },
  getCustomer: customer,
  customerData: customer,
  eraseCustomer: customer,
  createAffiliate: () => Promise.resolve({ body: { code: `AFF${next()}` } }),
  affiliateLinks: ofAffiliate,
  listPayouts: ofAffiliate,
  recordPayout: async (office) => {
    const { id, code } = await affiliate(office);
    await sell(office, await buildEvent(office), { quantity: 2, affiliateCode: code });
    return { params: { id } };
  },
  createPromoCode: () =>
    Promise.resolve({
      body: { code: `CODE${next()}`, percent: 10, eventId: null },
      without: ['amount', 'from', 'until'],
    }),
  getPromoCode: promoCode,
  updatePromoCode: promoCode,
  deletePromoCode: promoCode,
  putWebhookConfig: endpoint,
  postWebhookConfig: endpoint,
  getWebhookDelivery: delivery,
  redeliverWebhook: delivery,
  getVenue: venue,
  updateVenue: venue,
  deleteVenue: venue,
  getUser: user,
  updateUser: user,
  revokeUser: user,
  // A till that is required would stand in the way of every sale that follows.
  updateSettings: () => Promise.resolve({ body: { requireTill: false }, without: ['defaultVenueId', 'currency'] }),
  updateBranding: () => Promise.resolve({ body: { logo: null } }),
  // No mail server, so that nothing of this leaves the machine.
  updateMailSettings: () => Promise.resolve({ body: { host: null } }),
  getMail: mail,
  retryMail: mail,
  voidOrder: async (office) => {
    const { token } = await atTill(office);
    const { id } = await office.call(checkout, { token, body: checkoutBody(await buildEvent(office)) });
    return { params: { id }, token };
  },
  updateTill: async (office) => ({ params: { id: (await till(office)).id }, body: { name: `Till ${next()}` } }),
  openTill: async (office) => ({
    body: { tillId: (await till(office)).id, currency: 'EUR' },
    token: (await colleague(office)).token,
  }),
  getTillSession: atTill,
  joinTill: async (office) => ({ ...(await atTill(office)), token: (await colleague(office)).token }),
  moveCash: atTill,
  closeTill: atTill,
  tillReport: atTill,
  exportTillReport: atTill,
  setPin: async (office) => ({ body: { pin: '1379', password: OWNER.password }, token: await signIn(office) }),
  switchUser: async (office) => {
    const { id, token } = await colleague(office);
    await office.call(setPin, { token, body: { pin: '24680', password: OWNER.password } });
    return { body: { userId: id, pin: '24680' }, token: await signIn(office) };
  },
  createPrinter: () => Promise.resolve({ body: { name: `Printer ${next()}`, ...reach() } }),
  updatePrinter: async (office) => ({
    ...(await ofPrinter(office)),
    body: { name: `Printer ${next()}` },
    without: ['host', 'port', 'queue'],
  }),
  deletePrinter: ofPrinter,
  printTestPage: ofPrinter,
  previewTestPage: ofPrinter,
  kickDrawer: ofPrinter,
  printOrder: async (office) => {
    const { id } = await printer(office);
    return { ...(await ofOrder(office)), body: { printerId: id }, without: ['refundId'] };
  },
  previewOrder: async (office) => ({ ...(await ofOrder(office)), without: ['printerId', 'refundId'] }),
  printDocument: async (office) => ({ body: { printerId: (await printer(office)).id } }),
  getPrintJob: async (office) => ({ params: { id: (await printJob(office, (await printer(office)).id)).id } }),
  retryPrintJob: async (office) => {
    const { id } = await printJob(office, (await printer(office)).id);
    const ended = async () =>
      !['queued', 'sending'].includes((await office.call(getPrintJob, { params: { id } })).status);
    await vi.waitUntil(ended, { timeout: 15_000, interval: 20 });
    return { params: { id }, without: ['printerId'] };
  },
  pingWebhook: async (office) => {
    await delivery(office);
    return {};
  },
  entriesReport: async (office) => ({ query: { eventId: (await buildEvent(office)).id }, without: ['from', 'to'] }),
  downloadBackup: backup,
  previewRestore: backup,
};

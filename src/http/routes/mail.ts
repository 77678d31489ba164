import type { Kysely } from 'kysely';
import * as queries from '../../db/mail.ts';
import { findOrder } from '../../db/orders.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import * as contract from '../../shared/mail.ts';
import { retryMail } from '../../usecases/mail-outbox.ts';
import { mailServerOf, openPassword, updateMailSettings } from '../../usecases/mail-settings.ts';
import { NO_TICKETS, resendOrder } from '../../usecases/resend-order.ts';
import { oneTicket, printJobOf, refuseWithoutDoor, ticketsOfCustomer } from '../../usecases/ticket-papers.ts';
import type { House } from '../context.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';

type Db = Kysely<Tables>;

/** Why no mail can be sent as things are, in a sentence; null where it can. */
async function waitingFor(db: Db, { demo, vault }: House): Promise<string | null> {
  if (demo) return 'The demo sends no mail.';
  const server = await mailServerOf(db, vault);
  return typeof server === 'string' ? server : null;
}

async function presentSettings(db: Db, house: House) {
  const settings = await queries.readMailSettings(db);
  const { host, security, user, fromName, fromAddress, automatic } = settings;
  return {
    host,
    port: queries.portOf(settings),
    security,
    user,
    password: openPassword(settings, house.vault) === null ? ('unset' as const) : ('set' as const),
    fromName,
    fromAddress,
    automatic,
    waitingFor: await waitingFor(db, house),
  };
}

const presentMail = (mail: queries.ListedMail, waits: string | null) => ({
  id: mail.id,
  kind: mail.kind,
  to: mail.recipient,
  orderId: mail.order_id,
  orderNumber: mail.order_number,
  status: mail.status,
  attempts: mail.attempts,
  error: mail.error,
  waitingFor: mail.status === 'queued' ? waits : null,
  nextAttemptAt: mail.status === 'queued' && waits === null ? mail.next_attempt_at : null,
  sentAt: mail.sent_at,
  createdAt: mail.created_at,
});

export function mailRoutes(routes: RouteTable, house: House): void {
  routes.read(contract.getMailSettings, ({ db }) => presentSettings(db, house));

  routes.change(contract.updateMailSettings, async (trx, call, { body }) => {
    await updateMailSettings(trx, call, house.vault, body);
    return presentSettings(trx, house);
  });

  routes.act(contract.testMail, (_call, { body }) => house.mail.test(body.to));

  routes.read(contract.listMail, async ({ db }, { query }) => {
    const { rows, total } = await queries.listMail(db, query, pageOf(query));
    const waits = await waitingFor(db, house);
    return new Answer(
      rows.map((mail) => presentMail(mail, waits)),
      { total },
    );
  });

  const oneMail = async (db: Db, id: string) => {
    const mail = await queries.findMail(db, id);
    if (!mail) throw new BoxOfficeError('not_found', 'There is no such mail.');
    return presentMail(mail, await waitingFor(db, house));
  };

  routes.read(contract.getMail, ({ db }, { params }) => oneMail(db, params['id'] ?? ''));

  routes.change(contract.retryMail, async (trx, call, { params }) => {
    const id = params['id'] ?? '';
    await retryMail(trx, call, id);
    house.mail.nudge();
    return oneMail(trx, id);
  });

  routes.change(contract.resendOrder, async (trx, call, { params, body }) => {
    const { order, email } = await resendOrder(trx, call, params['id'] ?? '', body?.email ?? null);
    return { orderId: order.id, email, status: 'queued' as const, waitingFor: await waitingFor(trx, house) };
  });

  routes.read(contract.printTickets, async ({ db, ctx }, { params, query }) => {
    const order = await findOrder(db, params['id'] ?? '');
    if (!order) throw new BoxOfficeError('not_found', 'There is no such order.');
    refuseWithoutDoor(order);
    const tickets =
      query.ticketId === undefined
        ? await ticketsOfCustomer(db, order.id)
        : await oneTicket(db, order.id, query.ticketId);
    if (tickets.length === 0) throw new BoxOfficeError('no_tickets', NO_TICKETS);
    const pdf = await house.printer.print(await printJobOf(db, order, tickets, query.format));
    ctx.type = 'application/pdf';
    ctx.attachment(`tickets-${order.number}.pdf`, { type: 'inline' });
    return pdf as unknown as string;
  });
}

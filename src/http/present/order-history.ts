import type { Kysely } from 'kysely';
import { historyOf, type OrderHistoryRows } from '../../db/order-history.ts';
import { findOrder, namesOf, ticketsOf } from '../../db/orders.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import type { HistoryEntry } from '../../shared/order-history.ts';
import type { OrderOut } from '../../shared/orders.ts';
import { presentOrder } from './order.ts';

type Db = Kysely<Tables>;
type Audit = OrderHistoryRows['audits'][number];

/** What the entries are made with. */
interface Telling {
  readonly order: OrderOut;
  readonly rows: OrderHistoryRows;
  readonly ticketOf: (id: string) => { ticketId: string; tierName: string; holderName: string | null };
  readonly nameOf: (id: string | null) => string | null;
  readonly audited: (actions: readonly string[], fits?: (audit: Audit) => boolean) => Audit | undefined;
}

/** Everything that happened to an order, newest first. @throws 404 */
export async function presentOrderHistory(db: Db, idOrNumber: string): Promise<HistoryEntry[]> {
  const head = await findOrder(db, idOrNumber);
  if (!head) throw new BoxOfficeError('not_found', 'There is no such order.');
  const order = await presentOrder(db, head.id);
  const rows = await historyOf(db, head.id);
  const tickets = new Map((await ticketsOf(db, [head.id])).map((ticket) => [ticket.id, ticket]));
  const names = await namesOf(db, [
    ...rows.admissions.flatMap((stay) => [stay.admitted_by, stay.ended_by]),
    ...rows.refusals.map((scan) => scan.scanned_by),
  ]);
  const telling: Telling = {
    order,
    rows,
    ticketOf: (id) => {
      const ticket = tickets.get(id);
      return {
        ticketId: id,
        tierName: ticket?.tier_name ?? '',
        holderName: ticket?.holder_name ?? head.customer_name,
      };
    },
    nameOf: (id) => (id === null ? null : (names.get(id) ?? null)),
    audited: (actions, fits = () => true) => rows.audits.find((audit) => actions.includes(audit.action) && fits(audit)),
  };
  // In the order in which one call does these, so that what shares its instant still reads in its order.
  const entries = [made, paid, transferred, door, refused, refunded, released, mailed, printed].flatMap((tell) =>
    tell(telling),
  );
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).reverse();
}

const after = (audit: Audit): Record<string, unknown> =>
  audit.after === null ? {} : (JSON.parse(audit.after) as Record<string, unknown>);

/** Whoever is on record for it; nobody where the box office did it by itself. */
const actor = (audit: Audit | undefined): string | null =>
  audit === undefined || audit.actor_id === null ? null : audit.actor_name;

function made({ order, audited }: Telling): HistoryEntry[] {
  const held = audited(['order.hold']);
  const by = actor(held ?? audited(['order.sell']));
  return [
    { id: `made-${order.id}`, at: order.createdAt, by, kind: 'made', channel: order.channel, held: held !== undefined },
  ];
}

const paid = ({ order }: Telling): HistoryEntry[] =>
  order.payments.map((payment) => ({
    id: payment.id,
    at: payment.createdAt,
    by: payment.takenBy,
    kind: 'paid',
    method: payment.method,
    amount: payment.amount,
    tendered: payment.tendered,
    change: payment.change,
    reference: payment.reference,
    reason: payment.reason,
  }));

const released = ({ rows }: Telling): HistoryEntry[] =>
  rows.audits
    .filter(({ action }) => action === 'order.release' || action === 'order.expire')
    .map((audit) => ({
      id: `released-${audit.at}`,
      at: audit.at,
      by: actor(audit),
      kind: 'released',
      reason: audit.action === 'order.expire' ? 'expired' : 'asked',
    }));

const refunded = ({ order, rows, ticketOf }: Telling): HistoryEntry[] =>
  order.refunds.map((refund) => ({
    id: refund.id,
    at: refund.createdAt,
    by: refund.refundedBy,
    kind: 'refunded',
    amount: refund.amount,
    parts: refund.parts,
    why: refund.isVoid ? 'void' : rows.byCancel.some(({ id }) => id === refund.id) ? 'cancel' : 'asked',
    reason: refund.reason,
    receiptNumber: refund.receiptNumber,
    tickets: refund.ticketIds.map(ticketOf),
  }));

/** Each stay has its entry and what ended it: an exit, or an undo. */
const door = ({ rows, ticketOf, nameOf, audited }: Telling): HistoryEntry[] =>
  rows.admissions.flatMap((stay): HistoryEntry[] => {
    const ticket = ticketOf(stay.ticket_id);
    const { gate } = stay;
    const forced = audited(
      ['ticket.force'],
      ({ subject_id: subject, at }) => subject === stay.ticket_id && at === stay.arrived_at,
    );
    const reason = forced && after(forced)['reason'];
    const entry: HistoryEntry = {
      id: stay.id,
      at: stay.admitted_at,
      by: nameOf(stay.admitted_by),
      kind: 'admitted',
      ticket,
      gate,
      forced: typeof reason === 'string' ? reason : null,
      uploadedAt: stay.arrived_at > stay.admitted_at ? stay.arrived_at : null,
    };
    if (stay.ended_at === null) return [entry];
    const end = { id: `${stay.id}-end`, at: stay.ended_at, by: nameOf(stay.ended_by), ticket, gate };
    return stay.ended_how === 'undo'
      ? [entry, { ...end, kind: 'undone', reason: stay.end_reason }]
      : [entry, { ...end, kind: 'exited' }];
  });

function refused({ rows, ticketOf, nameOf }: Telling): HistoryEntry[] {
  const byOldCode = new Map(rows.transfers.map((transfer) => [transfer.code, transfer.ticket_id]));
  return rows.refusals.map((scan) => ({
    id: scan.id,
    at: scan.at,
    by: nameOf(scan.scanned_by),
    kind: 'refused',
    ticket: ticketOf(scan.ticket_id ?? byOldCode.get(scan.code) ?? ''),
    gate: scan.gate,
    refusal: scan.result,
    oldCode: scan.ticket_id === null,
  }));
}

const transferred = ({ rows, ticketOf, audited }: Telling): HistoryEntry[] =>
  rows.transfers.map((transfer) => ({
    id: `transferred-${transfer.ticket_id}-${transfer.retired_at}`,
    at: transfer.retired_at,
    by: actor(
      audited(
        ['ticket.transfer'],
        ({ subject_id: subject, at }) => subject === transfer.ticket_id && at === transfer.retired_at,
      ),
    ),
    kind: 'transferred',
    ticket: ticketOf(transfer.ticket_id),
    from: transfer.from_holder,
    to: transfer.to_holder,
  }));

/** Only what was sent again was sent by somebody. */
const mailed = ({ rows, audited }: Telling): HistoryEntry[] =>
  rows.mails.map((mail) => ({
    id: mail.id,
    at: mail.created_at,
    by: actor(audited(['order.resend'], (audit) => after(audit)['mailId'] === mail.id)),
    kind: 'mailed',
    mailKind: mail.kind,
    to: mail.recipient,
    status: mail.status,
    sentAt: mail.sent_at,
    error: mail.error,
  }));

const printed = ({ rows, audited }: Telling): HistoryEntry[] =>
  rows.prints.map((job) => ({
    id: job.id,
    at: job.created_at,
    by: actor(audited(['order.print', 'order.reprint'], (audit) => after(audit)['jobId'] === job.id)),
    kind: 'printed',
    what: job.what ?? 'both',
    copy: job.receipt_copy > 0 || job.ticket_copy > 0,
    printer: job.printer_name,
    status: job.status,
  }));

import type { Kysely } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { admissionsOfOrders, mailsOfOrders, messagesOfOrders, scansOfOrders } from '../../db/customer-data.ts';
import { orderHeadsOf } from '../../db/orders.ts';
import type { Tables } from '../../db/tables.ts';
import type { customerData } from '../../shared/customers.ts';
import type { AnswerOf } from '../../shared/operation.ts';
import { presentOrders } from './order.ts';

type Traces = Omit<AnswerOf<typeof customerData>, 'customer'>;

/** Orders a slice; the event loop gets its turn between any two. */
const SLICE = 20;

/** All that the ledger holds of a customer beyond the contact itself, newest orders first. */
export async function presentTraces(db: Kysely<Tables>, customerId: string): Promise<Traces> {
  const traces: Traces = { orders: [], admissions: [], scans: [], mails: [], deliveries: [] };
  for (let before = ''; ;) {
    const heads = await orderHeadsOf(db, customerId, before, SLICE);
    const last = heads.at(-1);
    if (!last) return traces;
    await addTraces(db, traces, heads);
    before = last.id;
    await nextTurn();
  }
}

async function addTraces(
  db: Kysely<Tables>,
  traces: Traces,
  heads: Awaited<ReturnType<typeof orderHeadsOf>>,
): Promise<void> {
  const ids = heads.map(({ id }) => id);
  traces.orders.push(...(await presentOrders(db, heads)));
  for (const row of await admissionsOfOrders(db, ids)) {
    traces.admissions.push({
      ticketId: row.ticket_id,
      gate: row.gate,
      admittedAt: row.admitted_at,
      endedAt: row.ended_at,
      endedHow: row.ended_how,
      reason: row.end_reason,
    });
  }
  for (const { ticket_id: ticketId, at, mode, result, gate, undone_at: undoneAt } of await scansOfOrders(db, ids))
    traces.scans.push({ ticketId, at, mode, result, gate, undoneAt });
  for (const row of await mailsOfOrders(db, ids)) {
    traces.mails.push({
      id: row.id,
      kind: row.kind,
      orderId: row.order_id,
      to: row.recipient,
      fromHolder: row.from_holder,
      toHolder: row.to_holder,
      status: row.status,
      sentAt: row.sent_at,
      createdAt: row.created_at,
    });
  }
  for (const row of await messagesOfOrders(db, ids)) {
    traces.deliveries.push({
      id: row.id,
      event: row.event,
      orderId: row.subject,
      status: row.status,
      body: row.body,
      finishedAt: row.finished_at,
      createdAt: row.created_at,
    });
  }
}

import { transferredTickets } from '../db/mail.ts';
import { addOrderWords } from '../db/order-words.ts';
import { factsOfCode, factsOfTicket, type DoorFacts } from '../db/tickets.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { normalizeCode } from '../shared/ids.ts';
import { wordsOf } from '../shared/search-words.ts';
import { instantOf, type Call } from './context.ts';
import { mailTransfer } from './mail-outbox.ts';
import { recordAudit } from './record-audit.ts';
import { freeQrCode } from './sell-order.ts';

export interface TransferInput {
  readonly ticketId?: string | undefined;
  readonly qrCode?: string | undefined;
  readonly newHolderName: string;
  readonly newHolderEmail: string | null;
}

async function doorFacts(trx: Trx, input: TransferInput): Promise<DoorFacts> {
  if (input.ticketId !== undefined) {
    const byId = await factsOfTicket(trx, input.ticketId);
    if (!byId) throw new BoxOfficeError('unknown_ticket', 'There is no such ticket.');
    return byId;
  }
  return factsOfCode(trx, normalizeCode(input.qrCode ?? ''));
}

/**
 * Gives a ticket a new holder and a new code; the old code is dead from the same commit on.
 *
 * @throws 404 unknown_ticket · 409 ticket_transferred, ticket_refunded, ticket_checked_in, order_unpaid, event_cancelled
 */
export async function transferTicket(
  trx: Trx,
  call: Call,
  input: TransferInput,
): Promise<{ ticketId: string; orderId: string }> {
  const { ticket, stay, facts } = await doorFacts(trx, input);
  if (facts.known === 'transferred')
    throw new BoxOfficeError('ticket_transferred', 'This code was transferred already.');
  if (facts.known === 'never' || !ticket)
    throw new BoxOfficeError('unknown_ticket', 'This code is not a ticket of this box office.');
  if (facts.ticketStatus === 'refunded') throw new BoxOfficeError('ticket_refunded', 'This ticket was refunded.');
  if (facts.ticketStatus !== 'valid') throw new BoxOfficeError('order_unpaid', 'The order of this ticket is not paid.');
  if (facts.eventStatus === 'cancelled') throw new BoxOfficeError('event_cancelled', 'The event is cancelled.');
  if (stay)
    throw new BoxOfficeError('ticket_checked_in', 'This ticket was admitted already and stays with its holder.');
  const row = await trx
    .selectFrom('tickets')
    .innerJoin('orders', 'orders.id', 'tickets.order_id')
    .select(['code_key', 'order_id', 'holder_name', 'holder_email', 'customer_name', 'customer_email'])
    .where('tickets.id', '=', ticket.ticketId)
    .executeTakeFirstOrThrow();
  // Who held it by an earlier transfer, else the customer.
  const received = (await transferredTickets(trx, [ticket.ticketId])).has(ticket.ticketId);
  const from = received
    ? { name: row.holder_name, email: row.holder_email }
    : { name: row.holder_name ?? row.customer_name, email: row.customer_email };
  const code = await freeQrCode(trx, ticket.tierName);
  await trx
    .insertInto('retired_codes')
    .values({
      code: row.code_key,
      ticket_id: ticket.ticketId,
      retired_at: instantOf(call),
      from_holder: from.name,
      to_holder: input.newHolderName,
    })
    .execute();
  const changed = await trx
    .updateTable('tickets')
    .set({ qr_code: code, code_key: code, holder_name: input.newHolderName, holder_email: input.newHolderEmail })
    .where('id', '=', ticket.ticketId)
    .where('code_key', '=', row.code_key)
    .executeTakeFirst();
  expectRows(changed, 1, 'transferring a ticket');
  await addOrderWords(trx, row.order_id, [...wordsOf(input.newHolderName), ...wordsOf(code)]);
  await recordAudit(trx, call, 'ticket.transfer', ticket.ticketId, { code: 'old' }, { code: 'new' });
  await mailTransfer(trx, call, {
    orderId: row.order_id,
    ticketId: ticket.ticketId,
    from,
    to: { name: input.newHolderName, email: input.newHolderEmail },
  });
  return { ticketId: ticket.ticketId, orderId: row.order_id };
}

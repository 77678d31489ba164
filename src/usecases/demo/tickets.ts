import type { Trx } from '../../db/ledger.ts';
import type { TicketsTable } from '../../db/tables.ts';
import type { Made } from './made.ts';
import type { Sale } from './sale.ts';

/** Looks a code up when it is needed: the ledger draws codes, the plan only knows whose. */
export type FindCode = (trx: Trx) => Promise<string>;

/** The tickets of an order that are in a status, in the order of their sale. */
export const ticketsOf = (trx: Trx, orderId: string, status: TicketsTable['status']) =>
  trx
    .selectFrom('tickets')
    .select(['id', 'qr_code'])
    .where('order_id', '=', orderId)
    .where('status', '=', status)
    .orderBy('position')
    .execute();

/** The code of an order's first ticket, or of the one that many further on, in a status. */
export const codeOf =
  (made: Made, sale: Sale, status: TicketsTable['status'] = 'valid', index = 0): FindCode =>
  async (trx) => {
    const ticket = (await ticketsOf(trx, made.idOf(sale), status))[index];
    if (!ticket) throw new Error(`An order of the demo has no such ticket (${status}, ${index})`);
    return ticket.qr_code;
  };

/** The code that an order's transferred ticket had before. */
export const retiredCode =
  (made: Made, sale: Sale): FindCode =>
  async (trx) => {
    const { code } = await trx
      .selectFrom('retired_codes')
      .innerJoin('tickets', 'tickets.id', 'retired_codes.ticket_id')
      .select('code')
      .where('tickets.order_id', '=', made.idOf(sale))
      .executeTakeFirstOrThrow();
    return code;
  };

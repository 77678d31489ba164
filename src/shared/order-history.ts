import { z } from 'zod';
import { idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { mailKind, mailStatus } from './mail.ts';
import { moneyOut } from './money.ts';
import { operation } from './operation.ts';
import { orderOut, paymentMethod, refundPartOut } from './orders.ts';
import { printedWhat, printJobStatus } from './printing.ts';

/** A ticket as the time line names it: its tier, and who holds it now. */
const historyTicket = z
  .object({ ticketId: idOut('ticket'), tierName: z.string(), holderName: z.string().nullable() })
  .meta({ id: 'HistoryTicket' });

const gate = z.string().nullable();

/** What every entry has: an id within the time line, when, and who; null for what came from outside or by itself. */
const entry = <Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) =>
  z.object({ id: z.string(), at: instantOut, by: z.string().nullable(), kind: z.literal(kind), ...fields });

export const historyEntryOut = z
  .discriminatedUnion('kind', [
    entry('made', {
      channel: orderOut.shape.channel,
      held: z.boolean().meta({ description: 'Its places were held instead of paid' }),
    }),
    entry('paid', {
      method: paymentMethod,
      amount: moneyOut,
      tendered: moneyOut.nullable(),
      change: moneyOut.nullable(),
      reference: z.string().nullable(),
      reason: z.string().nullable(),
    }),
    entry('released', { reason: z.enum(['asked', 'expired']) }),
    entry('refunded', {
      amount: moneyOut,
      parts: z.array(refundPartOut),
      why: z.enum(['asked', 'void', 'cancel']).meta({ description: 'void: within its shift; cancel: with its event' }),
      reason: z.string().nullable(),
      receiptNumber: z.string(),
      tickets: z.array(historyTicket),
    }),
    entry('admitted', {
      ticket: historyTicket,
      gate,
      forced: z.string().nullable().meta({ description: 'Why a manager let it pass where it was refused' }),
      uploadedAt: instantOut.nullable().meta({ description: 'When an offline scanner told of it' }),
    }),
    entry('exited', { ticket: historyTicket, gate }),
    entry('undone', { ticket: historyTicket, gate, reason: z.string().nullable() }),
    entry('refused', {
      ticket: historyTicket,
      gate,
      refusal: z.string().meta({ description: "The refusal's code", examples: ['already_checked_in'] }),
      oldCode: z.boolean().meta({ description: 'A code that a transfer killed was shown' }),
    }),
    entry('transferred', { ticket: historyTicket, from: z.string().nullable(), to: z.string().nullable() }),
    entry('mailed', {
      mailKind,
      to: z.string(),
      status: mailStatus,
      sentAt: instantOut.nullable(),
      error: z.string().nullable(),
    }),
    entry('printed', {
      what: printedWhat,
      copy: z.boolean().meta({ description: 'It was printed before, and the paper says so' }),
      printer: z.string(),
      status: printJobStatus,
    }),
  ])
  .meta({ id: 'OrderHistoryEntry' });

export type HistoryEntry = z.infer<typeof historyEntryOut>;

export const orderHistory = operation({
  id: 'orderHistory',
  method: 'get',
  path: '/api/admin/orders/:id/history',
  tag: 'Orders',
  summary: 'Everything that happened to an order and its tickets, newest first',
  access: 'staff',
  answer: z.array(historyEntryOut),
});

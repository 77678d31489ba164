import type { Kysely } from 'kysely';
import type { PrintJobRow } from '../db/printing.ts';
import type { Tables } from '../db/tables.ts';

/**
 * Whether a print opens the cash drawer: one that is asked to, and the first receipt of a sale or a refund in cash, before it comes out. A
 * copy does not.
 */
export async function opensDrawer(
  db: Kysely<Tables>,
  job: Pick<PrintJobRow, 'kind' | 'what' | 'order_id' | 'refund_id' | 'receipt_copy'>,
): Promise<boolean> {
  if (job.kind === 'drawer') return true;
  if (job.kind !== 'order' || job.what === 'tickets' || job.receipt_copy > 0) return false;
  const { order_id: orderId, refund_id: refundId } = job;
  const cash =
    refundId === null
      ? await db
          .selectFrom('payments')
          .select('id')
          .where('order_id', '=', orderId)
          .where('method', '=', 'cash')
          .execute()
      : await db.selectFrom('refunds').select('id').where('id', '=', refundId).where('method', '=', 'cash').execute();
  return cash.length > 0;
}

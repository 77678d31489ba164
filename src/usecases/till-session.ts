import { nextNumber } from '../db/sequences.ts';
import { readSettings } from '../db/settings.ts';
import { findTillSession, tillSessionAt, type TillSessionRow } from '../db/tills.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import type { MoneyIn } from '../shared/money.ts';
import { mayActAs } from '../shared/operation.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { moneyOf } from './order-input.ts';
import { recordAudit } from './record-audit.ts';
import { figuresOf } from './till-report.ts';

/** A session of the till that is there, whoever may see it. @throws 404 */
export async function mustFindTillSession(trx: Trx, id: string): Promise<TillSessionRow> {
  const session = await findTillSession(trx, id);
  if (!session) throw new BoxOfficeError('not_found', 'There is no such till session.');
  return session;
}

/** An open session that this call may do something at: its own, or any for a manager. @throws 404 · 409 till_session_closed · 403 */
async function openSession(trx: Trx, call: Call, id: string): Promise<TillSessionRow> {
  const session = await mustFindTillSession(trx, id);
  const { role, id: userId, sessionId } = call.actor;
  if (!(role !== null && mayActAs(role, 'manager'))) {
    const mine = await tillSessionAt(trx, { sessionId, userId });
    if (mine?.id !== session.id && session.opened_by !== userId)
      throw new BoxOfficeError('forbidden', 'Staff work at their own till only. Ask a manager.');
  }
  if (session.closed_at !== null) throw new BoxOfficeError('till_session_closed', 'This till session is closed.');
  return session;
}

/** This login's sales go through that session from now on. */
async function sitDown(trx: Trx, call: Call, tillSessionId: string): Promise<void> {
  if (call.actor.sessionId === undefined) return;
  const seated = await trx
    .updateTable('sessions')
    .set({ till_session_id: tillSessionId })
    .where('id', '=', call.actor.sessionId)
    .executeTakeFirst();
  expectRows(seated, 1, 'working at a till');
}

/**
 * Opens a till with its float. A till has one open session, and so has a person: two unique indexes.
 *
 * @returns the session's id
 * @throws 400 unknown_till · 409 till_in_use, till_already_open
 */
export async function openTill(
  trx: Trx,
  call: Call,
  input: { readonly tillId: string; readonly float: MoneyIn; readonly currency?: string | undefined },
): Promise<string> {
  const till = await trx
    .selectFrom('tills')
    .select(['id', 'name'])
    .where('id', '=', input.tillId)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  if (!till) throw invalidField('tillId', 'There is no such till', 'unknown_till');
  const currency = input.currency ?? (await readSettings(trx)).currency;
  const float = moneyOf(input.float, currency, 'float');
  const open = await trx
    .selectFrom('till_sessions')
    .select(['till_id', 'opened_by'])
    .where('closed_at', 'is', null)
    .where((eb) => eb.or([eb('till_id', '=', till.id), eb('opened_by', '=', call.actor.id ?? '')]))
    .execute();
  if (open.some(({ till_id: id }) => id === till.id))
    throw new BoxOfficeError('till_in_use', `${till.name} is open already. Work at it, or close it first.`);
  if (open.length > 0) throw new BoxOfficeError('till_already_open', 'You have a till open already. Close it first.');
  const id = newId('tillSession', call.now);
  await trx
    .insertInto('till_sessions')
    .values({
      id,
      till_id: till.id,
      currency,
      opening_float: float,
      opened_by: call.actor.id ?? '',
      opened_at: instantOf(call),
    })
    .execute();
  await sitDown(trx, call, id);
  await recordAudit(trx, call, 'till.open', id, null, { till: till.name, float, currency });
  return id;
}

/** Works at a till that somebody opened. @throws 404 · 409 till_session_closed */
export async function joinTill(trx: Trx, call: Call, id: string): Promise<void> {
  const session = await mustFindTillSession(trx, id);
  if (session.closed_at !== null) throw new BoxOfficeError('till_session_closed', 'This till session is closed.');
  await sitDown(trx, call, id);
  await recordAudit(trx, call, 'till.join', id, null, { till: session.till_name });
}

/** Cash put in or taken out, such as change from the bank or a bill that was paid. @throws 404 · 409 till_session_closed · 403 · 400 */
export async function moveCash(
  trx: Trx,
  call: Call,
  id: string,
  input: { readonly kind: 'in' | 'out'; readonly amount: MoneyIn; readonly reason: string },
): Promise<void> {
  const session = await openSession(trx, call, id);
  const amount = moneyOf(input.amount, session.currency, 'amount');
  if (amount === 0) throw invalidField('amount', 'must be more than nothing');
  const { kind, reason } = input;
  await trx
    .insertInto('till_movements')
    .values({
      id: newId('tillMovement', call.now),
      till_session_id: id,
      kind,
      amount,
      reason,
      made_by: call.actor.id ?? '',
      created_at: instantOf(call),
    })
    .execute();
  await recordAudit(trx, call, 'till.cash', id, null, { kind, amount, reason });
}

/**
 * Closes a session with what lay in its drawer. Its figures are taken in this same change and kept as they are: the Z report, numbered
 * without a gap. What was expected is told only now.
 *
 * @throws 404 · 409 till_session_closed · 403 · 400
 */
export async function closeTill(
  trx: Trx,
  call: Call,
  id: string,
  input: { readonly counted: MoneyIn; readonly note: string | null },
): Promise<void> {
  const session = await openSession(trx, call, id);
  const counted = moneyOf(input.counted, session.currency, 'counted');
  const figures = await figuresOf(trx, session);
  const { expected } = figures.cash;
  const number = await nextNumber(trx, 'z-report');
  const closed = await trx
    .updateTable('till_sessions')
    .set({
      counted,
      expected,
      note: input.note,
      closed_by: call.actor.id ?? '',
      closed_at: instantOf(call),
      z_number: number,
      report: JSON.stringify(figures),
    })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  expectRows(closed, 1, 'closing a till session');
  await trx.updateTable('sessions').set({ till_session_id: null }).where('till_session_id', '=', id).execute();
  await recordAudit(trx, call, 'till.close', id, null, {
    till: session.till_name,
    zNumber: number,
    counted,
    expected,
    difference: counted - expected,
  });
}

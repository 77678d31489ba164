import { factsOfCode, factsOfTicket, type TicketAtTheDoor } from '../db/tickets.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { undoRefusal } from '../domain/undo.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { normalizeCode } from '../shared/ids.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';

export interface UndoInput {
  readonly nonce?: string | null | undefined;
  readonly qrCode?: string | null | undefined;
  readonly reason: string;
}

export interface Undone {
  readonly ticket: TicketAtTheDoor;
  readonly gate: string | null;
  readonly checkedInAt: string;
  readonly undoneAt: string;
}

const nothing = (): BoxOfficeError => new BoxOfficeError('nothing_to_undo', 'There is no admission to take back.');

/**
 * Takes an admission back, as if the ticket had not been scanned: it may enter again. A scanner undoes its own last one within two
 * minutes, staff any. A nonce names the scan even of a code that was mistyped later.
 *
 * @throws 403 forbidden · 404 unknown_ticket · 409 nothing_to_undo, undo_too_late
 */
export async function undoScan(trx: Trx, call: Call, input: UndoInput): Promise<Undone> {
  const { ticket, admissionId } = await admissionNamed(trx, input);
  const admission = await trx.selectFrom('admissions').selectAll().where('id', '=', admissionId).executeTakeFirst();
  if (!admission) throw nothing();
  if (call.actor.eventId !== null && call.actor.eventId !== ticket.eventId)
    throw new BoxOfficeError('forbidden', 'This scan was for another event.');
  const refusal = undoRefusal(
    {
      admittedBy: admission.admitted_by,
      admittedAt: admission.admitted_at,
      isLastOfScanner: await isLastMove(trx, call.actor.id, admissionId),
      open: admission.ended_at === null,
    },
    { id: call.actor.id, role: call.actor.role ?? 'scanner' },
    call.now,
  );
  if (refusal === 'nothing_to_undo') throw nothing();
  if (refusal === 'undo_too_late')
    throw new BoxOfficeError(refusal, 'More than two minutes have passed. Ask the box office.');
  if (refusal) throw new BoxOfficeError(refusal, 'A scanner may take back only its own last scan.');
  const undoneAt = instantOf(call);
  const ended = await trx
    .updateTable('admissions')
    .set({ ended_at: undoneAt, ended_how: 'undo', ended_by: call.actor.id, end_reason: input.reason })
    .where('id', '=', admissionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  expectRows(ended, 1, 'undoing an admission');
  await trx
    .updateTable('scans')
    .set({ undone_at: undoneAt })
    .where('ticket_id', '=', ticket.ticketId)
    .where('admission_id', '=', admissionId)
    .execute();
  await recordAudit(
    trx,
    call,
    'ticket.undo',
    ticket.ticketId,
    { admittedAt: admission.admitted_at, gate: admission.gate },
    { reason: input.reason },
  );
  return { ticket, gate: admission.gate, checkedInAt: admission.admitted_at, undoneAt };
}

async function admissionNamed(trx: Trx, input: UndoInput): Promise<{ ticket: TicketAtTheDoor; admissionId: string }> {
  if (input.nonce != null) {
    const scan = await trx
      .selectFrom('scans')
      .select(['ticket_id', 'admission_id'])
      .where('nonce', '=', input.nonce)
      .executeTakeFirst();
    if (!scan) throw new BoxOfficeError('unknown_ticket', 'No scan with this nonce is known.');
    const door = scan.ticket_id === null ? null : await factsOfTicket(trx, scan.ticket_id);
    if (!door?.ticket || scan.admission_id === null) throw nothing();
    return { ticket: door.ticket, admissionId: scan.admission_id };
  }
  const door = await factsOfCode(trx, normalizeCode(input.qrCode ?? ''));
  if (!door.ticket) throw new BoxOfficeError('unknown_ticket', 'This code is not a ticket of this box office.');
  if (!door.stay) throw nothing();
  return { ticket: door.ticket, admissionId: door.stay.id };
}

/** No later scan of this scanner moved another ticket. */
async function isLastMove(trx: Trx, scannerId: string | null, admissionId: string): Promise<boolean> {
  const last = await trx
    .selectFrom('scans')
    .select('admission_id')
    .where('scanned_by', '=', scannerId)
    .where('result', 'in', ['admitted', 'exited'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.admission_id === admissionId;
}

import type { Selectable } from 'kysely';
import type { AdmissionsTable, ScansTable } from '../db/tables.ts';
import { factsOfCode, factsOfTicket, type TicketAtTheDoor } from '../db/tickets.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { undoRefusal } from '../domain/undo.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { normalizeCode } from '../shared/ids.ts';
import { instantOf, type Call } from './context.ts';
import { recordAudit } from './record-audit.ts';
import type { ScanAnswer } from './scan-ticket.ts';

export interface UndoInput {
  readonly nonce?: string | null | undefined;
  readonly qrCode?: string | null | undefined;
  readonly reason: string;
}

export interface Undone {
  readonly ticket: TicketAtTheDoor;
  /** All tickets whose admission was taken back. */
  readonly party: readonly TicketAtTheDoor[];
  readonly gate: string | null;
  readonly checkedInAt: string;
  readonly undoneAt: string;
}

const nothing = (): BoxOfficeError => new BoxOfficeError('nothing_to_undo', 'There is no admission to take back.');

/**
 * Takes back what a scan admitted, as if it had not been: its ticket, or all of the party that it let in and that is still inside, may
 * enter again. A scanner undoes its own last one within two minutes, staff any. A nonce names the scan even of a code that was mistyped
 * later; a code names the scan that let it in.
 *
 * @throws 403 forbidden · 404 unknown_ticket · 409 nothing_to_undo, undo_too_late
 */
export async function undoScan(trx: Trx, call: Call, input: UndoInput): Promise<Undone> {
  const { ticket, scan } = await scanNamed(trx, input);
  const open = await openStaysOf(trx, scan);
  if (call.actor.eventId !== null && call.actor.eventId !== ticket.eventId)
    throw new BoxOfficeError('forbidden', 'This scan was for another event.');
  const refusal = undoRefusal(
    {
      admittedBy: scan.scanned_by,
      admittedAt: scan.at,
      isLastOfScanner: await isLastMove(trx, call.actor.id, scan.id),
      open: open.length > 0,
    },
    { id: call.actor.id, role: call.actor.role ?? 'scanner' },
    call.now,
  );
  if (refusal === 'nothing_to_undo') throw nothing();
  if (refusal === 'undo_too_late')
    throw new BoxOfficeError(refusal, 'More than two minutes have passed. Ask the box office.');
  if (refusal) throw new BoxOfficeError(refusal, 'A scanner may take back only its own last scan.');
  const party: TicketAtTheDoor[] = [];
  for (const stay of open) {
    await endStay(trx, call, stay, input.reason);
    const taken = await factsOfTicket(trx, stay.ticket_id);
    if (taken?.ticket) party.push(taken.ticket);
  }
  const undoneAt = instantOf(call);
  await trx.updateTable('scans').set({ undone_at: undoneAt }).where('id', '=', scan.id).execute();
  return { ticket, party, gate: scan.gate, checkedInAt: scan.at, undoneAt };
}

type ScanRow = Pick<Selectable<ScansTable>, 'id' | 'at' | 'arrived_at' | 'gate' | 'scanned_by' | 'answer'>;
type StayRow = Pick<Selectable<AdmissionsTable>, 'id' | 'ticket_id' | 'admitted_at' | 'gate'>;

async function endStay(trx: Trx, call: Call, stay: StayRow, reason: string): Promise<void> {
  const ended = await trx
    .updateTable('admissions')
    .set({ ended_at: instantOf(call), ended_how: 'undo', ended_by: call.actor.id, end_reason: reason })
    .where('id', '=', stay.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  expectRows(ended, 1, 'undoing an admission');
  const before = { admittedAt: stay.admitted_at, gate: stay.gate };
  await recordAudit(trx, call, 'ticket.undo', stay.ticket_id, before, { reason });
}

/** The tickets that a scan let in, as its answer said. */
function admittedBy(scan: ScanRow): string[] {
  const answer = JSON.parse(scan.answer) as ScanAnswer;
  if (answer.status !== 200 || answer.body.result !== 'admitted') return [];
  return answer.body.party.map(({ ticketId }) => ticketId);
}

/** The stays that a scan opened and that have not ended: whoever left and came back since is inside by another scan. */
async function openStaysOf(trx: Trx, scan: ScanRow): Promise<StayRow[]> {
  const tickets = admittedBy(scan);
  if (tickets.length === 0) return [];
  return trx
    .selectFrom('admissions')
    .select(['id', 'ticket_id', 'admitted_at', 'gate'])
    .where('ticket_id', 'in', tickets)
    .where('ended_at', 'is', null)
    .where('admitted_at', '=', scan.at)
    .where('arrived_at', '=', scan.arrived_at)
    .orderBy('id')
    .execute();
}

const SCAN = ['id', 'at', 'arrived_at', 'gate', 'scanned_by', 'answer'] as const;

async function scanNamed(trx: Trx, input: UndoInput): Promise<{ ticket: TicketAtTheDoor; scan: ScanRow }> {
  if (input.nonce != null) {
    const scan = await trx
      .selectFrom('scans')
      .select([...SCAN, 'ticket_id'])
      .where('nonce', '=', input.nonce)
      .executeTakeFirst();
    if (!scan) throw new BoxOfficeError('unknown_ticket', 'No scan with this nonce is known.');
    const door = scan.ticket_id === null ? null : await factsOfTicket(trx, scan.ticket_id);
    if (!door?.ticket) throw nothing();
    return { ticket: door.ticket, scan };
  }
  const { ticket, stay } = await factsOfCode(trx, normalizeCode(input.qrCode ?? ''));
  if (!ticket) throw new BoxOfficeError('unknown_ticket', 'This code is not a ticket of this box office.');
  if (!stay) throw nothing();
  const scans = await trx
    .selectFrom('scans')
    .select(SCAN)
    .where('ticket_id', 'in', (eb) => eb.selectFrom('tickets').select('id').where('order_id', '=', ticket.orderId))
    .where('at', '=', stay.admittedAt)
    .where('result', '=', 'admitted')
    .orderBy('id', 'desc')
    .execute();
  const scan = scans.find((candidate) => admittedBy(candidate).includes(ticket.ticketId));
  if (!scan) throw nothing();
  return { ticket, scan };
}

/** No later scan of this scanner moved another ticket. */
async function isLastMove(trx: Trx, scannerId: string | null, scanId: string): Promise<boolean> {
  const last = await trx
    .selectFrom('scans')
    .select('id')
    .where('scanned_by', '=', scannerId)
    .where('result', 'in', ['admitted', 'exited'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.id === scanId;
}

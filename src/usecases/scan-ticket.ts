import type { Insertable } from 'kysely';
import { hotQuery } from '../db/hot.ts';
import type { AdmissionsTable, ScansTable } from '../db/tables.ts';
import { factsOfCode, partyOf, type DoorFacts, type TicketAtTheDoor } from '../db/tickets.ts';
import { expectRows, type Trx } from '../db/write-door.ts';
import { refusalOf, type ScanRequest } from '../domain/admission.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import { normalizeCode } from '../shared/ids.ts';
import { mayActAs } from '../shared/operation.ts';
import type { ScanOut, ScanRefusal, ScanRefusalOut } from '../shared/scan.ts';
import { toInstant, type Instant } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';
import { REFUSAL_SENTENCES } from './scan-sentences.ts';
import { tellWebhooks } from './tell-webhooks.ts';

export interface ScanInput {
  readonly qrCode: string;
  readonly gate: string | null;
  readonly eventId?: string | null | undefined;
  readonly nonce?: string | null | undefined;
  readonly mode: 'entry' | 'exit';
  readonly party: boolean;
  readonly force: boolean;
  readonly reason: string | null;
}

/** A scan's answer is an answer even when the door stays shut: it is recorded, and a known nonce gets it again. */
export type ScanAnswer =
  | { readonly status: 200; readonly body: ScanOut }
  | { readonly status: 404 | 409; readonly body: ScanRefusalOut };

const scanOfNonce = hotQuery((trx: Trx, { nonce }: { nonce: string }) =>
  trx.selectFrom('scans').select(['code', 'mode', 'answer']).where('nonce', '=', nonce),
);
const insertAdmission = hotQuery((trx: Trx, row: Insertable<AdmissionsTable>) =>
  trx.insertInto('admissions').values(row),
);
const insertScan = hotQuery((trx: Trx, row: Insertable<ScansTable>) => trx.insertInto('scans').values(row));

/**
 * Scans a code at the door: known nonce? then the stored answer; else facts, decision, rows. One open stay a ticket is a unique index.
 *
 * @param happenedAt milliseconds: now, but for the upload of a scanner that was offline
 * @throws 403 forbidden where a device is bound to another event or a forced entry is not a manager's · 409 nonce_conflict
 */
export async function scanTicket(trx: Trx, call: Call, input: ScanInput, happenedAt = call.now): Promise<ScanAnswer> {
  const code = normalizeCode(input.qrCode);
  const known = input.nonce == null ? null : await knownAnswer(trx, input.nonce, code, input.mode);
  if (known) return known;
  const request = requestOf(call, input);
  const scanned = await factsOfCode(trx, code);
  const at = toInstant(happenedAt);
  const moving = await whoMoves(trx, scanned, request, at, input.party);
  const refusal = moving.length === 0 ? (refusalOf(scanned.facts, request, at) ?? 'already_checked_in') : null;
  const answer = refusal
    ? refusalAnswer(refusal, scanned, request, input)
    : admittedAnswer(scanned, moving, request, input, at);
  let admissionId: string | null = null;
  for (const facts of moving) {
    const id =
      request.mode === 'entry' ? await admit(trx, call, facts, request, input, at) : await letOut(trx, call, facts, at);
    if (facts === scanned) admissionId = id;
  }
  await recordScan(trx, call, { code, input, request, scanned, admissionId, answer, at });
  return answer;
}

function requestOf(call: Call, input: ScanInput): ScanRequest {
  const { actor } = call;
  if (input.force && !(actor.role && mayActAs(actor.role, 'manager'))) {
    throw new BoxOfficeError('forbidden', 'Only a manager may force an entry.');
  }
  return {
    mode: input.mode,
    eventId: actor.eventId ?? input.eventId ?? null,
    gate: input.gate ?? actor.gate,
    force: input.force,
  };
}

/** The answer that this nonce got before. The same nonce for another code is a scanner's defect and must never open a door. */
async function knownAnswer(trx: Trx, nonce: string, code: string, mode: string): Promise<ScanAnswer | null> {
  const [scan] = await scanOfNonce(trx, { nonce });
  if (!scan) return null;
  if (scan.code !== code || scan.mode !== mode) {
    throw new BoxOfficeError('nonce_conflict', 'This nonce belongs to another scan. Scan again.');
  }
  return JSON.parse(scan.answer) as ScanAnswer;
}

/** What does not shut out the rest of a party: the scanned ticket moved before. Any other refusal is of the code that was shown. */
const MOVED_BEFORE: ReadonlySet<ScanRefusal> = new Set(['already_checked_in', 'not_checked_in']);

/** The scanned ticket if it may pass; with `party`, every ticket of its order that may. */
async function whoMoves(
  trx: Trx,
  scanned: DoorFacts,
  request: ScanRequest,
  now: string,
  party: boolean,
): Promise<DoorFacts[]> {
  const refusal = refusalOf(scanned.facts, request, now);
  const alone = refusal === null ? [scanned] : [];
  if (!party || !scanned.ticket || (refusal !== null && !MOVED_BEFORE.has(refusal))) return alone;
  const others = await partyOf(trx, scanned.ticket.orderId, scanned.ticket.ticketId);
  return [...alone, ...others.filter(({ facts }) => refusalOf(facts, request, now) === null)];
}

async function admit(
  trx: Trx,
  call: Call,
  { ticket }: DoorFacts,
  request: ScanRequest,
  input: ScanInput,
  at: Instant,
): Promise<string> {
  if (!ticket) throw new Error('Admitting a code without a ticket');
  const id = newId('admission', call.now);
  await insertAdmission(trx, {
    id,
    ticket_id: ticket.ticketId,
    order_id: ticket.orderId,
    event_id: ticket.eventId,
    tier_id: ticket.tierId,
    gate: request.gate,
    admitted_by: call.actor.id,
    admitted_at: at,
    arrived_at: instantOf(call),
    nonce: input.nonce ?? null,
    ended_at: null,
    ended_how: null,
    ended_by: null,
    end_reason: null,
  });
  await recordAudit(trx, call, input.force ? 'ticket.force' : 'ticket.admit', ticket.ticketId, null, {
    gate: request.gate,
    reason: input.reason,
  });
  await tellWebhooks(trx, call, 'checkin.completed', ticket.orderId, () => ({
    ticketId: ticket.ticketId,
    orderId: ticket.orderId,
    orderNumber: ticket.orderNumber,
    holderName: ticket.holderName,
    tierName: ticket.tierName,
    eventId: ticket.eventId,
    eventTitle: ticket.eventTitle,
    gate: request.gate,
    scannedBy: call.actor.id,
    checkedInAt: at,
  }));
  return id;
}

async function letOut(trx: Trx, call: Call, { ticket, stay }: DoorFacts, at: Instant): Promise<string> {
  if (!ticket || !stay) throw new Error('Letting out who is not inside');
  const ended = await trx
    .updateTable('admissions')
    .set({ ended_at: at < stay.admittedAt ? stay.admittedAt : at, ended_how: 'exit', ended_by: call.actor.id })
    .where('id', '=', stay.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  expectRows(ended, 1, 'ending a stay');
  await recordAudit(trx, call, 'ticket.exit', ticket.ticketId, { inside: true }, { inside: false });
  return stay.id;
}

const shown = ({ ticketId, orderId, orderNumber, holderName, tierName, eventId, eventTitle }: TicketAtTheDoor) => ({
  ticketId,
  orderId,
  orderNumber,
  holderName,
  tierName,
  eventId,
  eventTitle,
});

function admittedAnswer(
  scanned: DoorFacts,
  moving: readonly DoorFacts[],
  request: ScanRequest,
  input: ScanInput,
  now: string,
): ScanAnswer {
  if (!scanned.ticket) throw new Error('Admitting a code without a ticket');
  const body: ScanOut = {
    result: request.mode === 'entry' ? 'admitted' : 'exited',
    ticket: shown(scanned.ticket),
    party: moving.flatMap(({ ticket }) => (ticket ? [shown(ticket)] : [])),
    gate: request.gate,
    checkedInAt: request.mode === 'entry' ? now : (scanned.stay?.admittedAt ?? now),
    nonce: input.nonce ?? null,
  };
  return { status: 200, body };
}

/** A ticket of another event tells nothing of its holder: the code may have been found in the street. */
function refusalAnswer(refusal: ScanRefusal, scanned: DoorFacts, request: ScanRequest, input: ScanInput): ScanAnswer {
  const foreign = refusal === 'wrong_event';
  const ticket = scanned.ticket && !foreign ? shown(scanned.ticket) : null;
  const facts = scanned.facts.known === 'ticket' && !foreign ? scanned.facts : null;
  const body = {
    error: REFUSAL_SENTENCES[refusal],
    code: refusal,
    ticket,
    checkedInAt: foreign ? null : (scanned.stay?.admittedAt ?? null),
    gate: foreign ? null : (scanned.stay?.gate ?? null),
    holder: ticket?.holderName ?? null,
    nonce: input.nonce ?? null,
    ...(refusal === 'not_yet_valid' && facts ? { validFrom: facts.validFrom, validUntil: facts.validUntil } : {}),
    ...(refusal === 'wrong_gate' && facts ? { gates: facts.gates, atGate: request.gate } : {}),
    ...(foreign ? { eventTitle: scanned.ticket?.eventTitle ?? null } : {}),
  };
  return { status: refusal === 'unknown_ticket' ? 404 : 409, body };
}

interface ScanRecord {
  readonly code: string;
  readonly input: ScanInput;
  readonly request: ScanRequest;
  readonly scanned: DoorFacts;
  readonly admissionId: string | null;
  readonly answer: ScanAnswer;
  readonly at: Instant;
}

async function recordScan(
  trx: Trx,
  call: Call,
  { code, input, request, scanned, admissionId, answer, at }: ScanRecord,
): Promise<void> {
  await insertScan(trx, {
    id: newId('scan', call.now),
    nonce: input.nonce ?? null,
    at,
    arrived_at: instantOf(call),
    code,
    mode: request.mode,
    result: answer.status === 200 ? answer.body.result : answer.body.code,
    // A refused guest is counted where they stood: a ticket of another event at the door of this one.
    event_id: request.eventId ?? scanned.ticket?.eventId ?? null,
    ticket_id: scanned.ticket?.ticketId ?? null,
    admission_id: admissionId,
    gate: request.gate,
    scanned_by: call.actor.id,
    answer: JSON.stringify(answer),
    undone_at: null,
  });
}

import type { EventStatus } from '../shared/events.ts';
import type { Instant } from '../shared/instant.ts';
import type { ScanRefusal } from '../shared/scan.ts';

/** What the ledger knows of a scanned code. Also what an offline scanner keeps, so that both decide by the same rules. */
export interface TicketFacts {
  readonly eventId: string;
  readonly eventStatus: EventStatus;
  readonly ticketStatus: 'held' | 'valid' | 'refunded' | 'cancelled';
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
  /** Gates that admit the tier; null: all. */
  readonly gates: readonly string[] | null;
  readonly reentry: boolean;
  /** The ticket is inside now. */
  readonly inside: boolean;
  /** It has been inside before and went out again. */
  readonly wasInside: boolean;
}

export type CodeFacts =
  | { readonly known: 'never' }
  | { readonly known: 'transferred' }
  | ({ readonly known: 'ticket' } & TicketFacts);

export interface ScanRequest {
  readonly mode: 'entry' | 'exit';
  /** The event that this gate admits to; null: any. */
  readonly eventId: string | null;
  readonly gate: string | null;
  /** A manager's word that the wrong event, time or gate shall not matter. */
  readonly force: boolean;
}

const sameGate = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Why this code may not pass now, the first reason that fits in the order of API.md; null: it may. */
export function refusalOf(facts: CodeFacts, request: ScanRequest, now: Instant): ScanRefusal | null {
  if (facts.known === 'never') return 'unknown_ticket';
  if (facts.known === 'transferred') return 'ticket_transferred';
  if (!request.force && request.eventId !== null && request.eventId !== facts.eventId) return 'wrong_event';
  if (request.mode === 'exit') return facts.inside ? null : 'not_checked_in';
  return entryRefusal(facts, request, now);
}

function entryRefusal(facts: TicketFacts, request: ScanRequest, now: Instant): ScanRefusal | null {
  if (facts.eventStatus === 'cancelled') return 'event_cancelled';
  if (facts.ticketStatus === 'refunded') return 'ticket_refunded';
  // A hold that ran out was never paid either.
  if (facts.ticketStatus !== 'valid') return 'order_unpaid';
  if (!request.force && outsideWindow(facts, now)) return 'not_yet_valid';
  if (!request.force && atWrongGate(facts, request.gate)) return 'wrong_gate';
  if (facts.inside || (facts.wasInside && !facts.reentry)) return 'already_checked_in';
  return null;
}

/** Only where the tier names an instant: otherwise a ticket is valid from its sale. `validUntil` itself is too late. */
const outsideWindow = (facts: TicketFacts, now: Instant): boolean =>
  (facts.validFrom !== null && now < facts.validFrom) || (facts.validUntil !== null && now >= facts.validUntil);

const atWrongGate = (facts: TicketFacts, gate: string | null): boolean =>
  facts.gates !== null && (gate === null || !facts.gates.some((allowed) => sameGate(allowed, gate)));

import { MINUTE, fromInstant, type Instant, type Milliseconds } from '../shared/instant.ts';
import { mayActAs, type Role } from '../shared/operation.ts';

/** How long a scanner may take its own last admission back. */
export const UNDO_WINDOW: Milliseconds = 2 * MINUTE;

export interface UndoFacts {
  readonly admittedBy: string | null;
  readonly admittedAt: Instant;
  /** No later scan by the same scanner moved a ticket. */
  readonly isLastOfScanner: boolean;
  readonly open: boolean;
}

export function undoRefusal(
  facts: UndoFacts,
  actor: { id: string | null; role: Role },
  now: Milliseconds,
): 'nothing_to_undo' | 'forbidden' | 'undo_too_late' | null {
  if (!mayActAs(actor.role, 'staff')) {
    if (facts.admittedBy !== actor.id || !facts.isLastOfScanner) return 'forbidden';
    if (now - fromInstant(facts.admittedAt) > UNDO_WINDOW) return 'undo_too_late';
  }
  return facts.open ? null : 'nothing_to_undo';
}

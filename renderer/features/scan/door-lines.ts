import type { liveEvent } from '../../../src/shared/events.ts';
import type { AnswerOf } from '../../../src/shared/operation.ts';
import type { Entry } from './door.ts';

/** One line of the door's history. */
export interface DoorLine {
  readonly key: string;
  readonly at: string;
  /** `admitted`, `exited`, `undone`, the code of a refusal, or `unknown`: nobody answered. */
  readonly result: string;
  readonly who: string | null;
  /** The tier, or the code where no ticket has it. */
  readonly what: string | null;
  readonly gate: string | null;
  /** Names the admission for taking it back, as long as it stands. */
  readonly undo: string | null;
}

interface Scanned extends Omit<DoorLine, 'undo'> {
  readonly nonce: string | null;
  readonly ticketId: string | null;
}

type Recent = AnswerOf<typeof liveEvent>['recent'];

function scannedHere({ id, at, body, verdict, undone }: Entry): Scanned {
  const common = { key: `here-${id}`, at, gate: body.gate ?? null };
  if (verdict.kind === 'unknown') {
    return { ...common, result: 'unknown', who: null, what: body.qrCode, nonce: null, ticketId: null };
  }
  const passed = verdict.kind === 'admitted' || verdict.kind === 'exited';
  const { ticket, nonce } = passed ? verdict.scan : verdict.refusal;
  return {
    ...common,
    result: undone ? 'undone' : passed ? verdict.kind : verdict.refusal.code,
    who: ticket?.holderName ?? null,
    what: ticket?.tierName ?? body.qrCode,
    nonce,
    ticketId: ticket?.ticketId ?? null,
  };
}

function scannedAnywhere(scan: Recent[number], index: number, here: readonly Scanned[]): Scanned {
  const { at, result, gate, nonce, ticketId } = scan;
  const mine = nonce === null ? undefined : here.find((other) => other.nonce === nonce);
  // A code on no ticket has neither name nor tier there; here it was read.
  const [who, what] = [scan.holderName ?? mine?.who ?? null, scan.tierName ?? mine?.what ?? null];
  return { key: nonce ?? `${at}-${index}`, at, result, who, what, gate, nonce, ticketId };
}

/**
 * What happened at the doors, the latest first: what the box office knows of all of them, and what only this machine knows yet (or
 * ever: a code that is on no ticket belongs to no event).
 */
export function doorLines(history: readonly Entry[], recent: Recent): DoorLine[] {
  const here = history.map(scannedHere);
  const known = new Set(recent.map(({ nonce }) => nonce));
  const onlyHere = here.filter(({ nonce }) => nonce === null || !known.has(nonce));
  const all = [...onlyHere, ...recent.map((scan, index) => scannedAnywhere(scan, index, here))];
  const latestFirst = all.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));

  const movedSince = new Set<string>();
  return latestFirst.map(({ nonce, ticketId, ...line }) => {
    const stands = line.result === 'admitted' && ticketId !== null && !movedSince.has(ticketId);
    if (ticketId !== null && MOVES.has(line.result)) movedSince.add(ticketId);
    return { ...line, undo: stands ? nonce : null };
  });
}

const MOVES: ReadonlySet<string> = new Set(['admitted', 'exited', 'undone']);

/** What "take the last admission back" means: the latest at this gate that still stands. */
export const lastAdmission = (lines: readonly DoorLine[], gate: string | null): DoorLine | undefined =>
  lines.find((line) => line.undo !== null && line.gate === gate);

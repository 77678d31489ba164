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
  /** Names the scan, for taking it back. */
  readonly nonce: string | null;
}

type Recent = AnswerOf<typeof liveEvent>['recent'];

function lineOf(entry: Entry): DoorLine {
  const { verdict, body, at, id } = entry;
  const common = { key: `here-${id}`, at, gate: body.gate ?? null };
  if (verdict.kind === 'unknown') return { ...common, result: 'unknown', who: null, what: body.qrCode, nonce: null };
  if (verdict.kind === 'admitted' || verdict.kind === 'exited') {
    const { ticket, nonce } = verdict.scan;
    return {
      ...common,
      result: entry.undone ? 'undone' : verdict.kind,
      who: ticket.holderName,
      what: ticket.tierName,
      nonce,
    };
  }
  const { ticket, nonce, code } = verdict.refusal;
  return { ...common, result: code, who: ticket?.holderName ?? null, what: ticket?.tierName ?? body.qrCode, nonce };
}

/**
 * What happened at the doors, the latest first: what the box office knows of all of them, and what only this machine knows yet (or
 * ever: a code that is on no ticket belongs to no event).
 */
export function doorLines(here: readonly Entry[], recent: Recent): DoorLine[] {
  const linesHere = here.map(lineOf);
  const known = new Set(recent.map(({ nonce }) => nonce));
  const onlyHere = linesHere.filter(({ nonce }) => nonce === null || !known.has(nonce));
  const everywhere = recent.map((scan, index): DoorLine => {
    const { at, result, gate, nonce } = scan;
    const mine = nonce === null ? undefined : linesHere.find((line) => line.nonce === nonce);
    // A code on no ticket has neither name nor tier there; here it was read.
    const [who, what] = [scan.holderName ?? mine?.who ?? null, scan.tierName ?? mine?.what ?? null];
    return { key: nonce ?? `${at}-${index}`, at, result, who, what, gate, nonce };
  });
  return [...onlyHere, ...everywhere].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** The admission at this gate that "undo" means: the latest that still stands. */
export const lastAdmission = (lines: readonly DoorLine[], gate: string | null): DoorLine | undefined =>
  lines.find((line) => line.result === 'admitted' && line.nonce !== null && line.gate === gate);

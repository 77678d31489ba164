import { liveEvent } from '../../../src/shared/events.ts';
import { normalizeCode } from '../../../src/shared/ids.ts';
import { toInstant } from '../../../src/shared/instant.ts';
import { undoScan } from '../../../src/shared/scan.ts';
import { call } from '../../lib/api.ts';
import { refresh } from '../../lib/query.ts';
import { play, type Sound } from '../../lib/sounds.ts';
import { createStore, useStore } from '../../lib/store.ts';
import { type ScanBody, sendScan } from './send-scan.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

/** One code that was scanned here, and what came of it. */
export interface Entry {
  readonly id: number;
  readonly at: string;
  readonly body: ScanBody;
  readonly verdict: Verdict;
  readonly undone: boolean;
}

interface Door {
  /** Codes that the box office is being asked about. */
  readonly asking: number;
  /** What fills the screen. */
  readonly shown: Entry | null;
  /** The latest first. */
  readonly history: readonly Entry[];
}

const LONGEST_HISTORY = 50;

const SOUND: Record<VerdictKind, Sound> = {
  admitted: 'admit',
  exited: 'exit',
  again: 'caution',
  refused: 'refuse',
  unknown: 'refuse',
};

/** Outside the screen, so that a look at another screen loses no history. */
const door = createStore<Door>({ asking: 0, shown: null, history: [] });

export const useDoor = (): Door => useStore(door);

const change = (changes: Partial<Door>): void => door.set({ ...door.get(), ...changes });

let lastId = 0;

/** Codes are asked about one after the other, so that the answers come in the order of the guests. */
let queue: Promise<void> = Promise.resolve();

/** Questions not answered yet: the same one is not asked twice at a time. */
const waiting = new Set<string>();

const identityOf = (body: ScanBody): string => JSON.stringify(body);

async function ask(body: ScanBody): Promise<void> {
  const verdict = await sendScan(body);
  lastId += 1;
  const entry: Entry = { id: lastId, at: toInstant(Date.now()), body, verdict, undone: false };
  const { history } = door.get();
  // Asked again, a scan that had no answer has one now: its line gives way to it.
  const others = history.filter(
    (other) => other.verdict.kind !== 'unknown' || identityOf(other.body) !== identityOf(body),
  );
  waiting.delete(identityOf(body));
  change({ asking: waiting.size, shown: entry, history: [entry, ...others].slice(0, LONGEST_HISTORY) });
  play(SOUND[verdict.kind]);
  void refresh(liveEvent);
}

/** Asks about a code. It needs no waiting for: the answer fills the screen. An impatient second scan is the same question. */
export function scanCode(body: ScanBody): void {
  const qrCode = normalizeCode(body.qrCode);
  if (qrCode === '') return;
  const question = { ...body, qrCode };
  if (waiting.has(identityOf(question))) return;
  waiting.add(identityOf(question));
  change({ asking: waiting.size });
  queue = queue.then(() => ask(question));
}

export const dismiss = (): void => change({ shown: null });

/** Takes back all that a scan admitted; how many tickets that were. @throws {ApiError} */
export async function undoAdmission(nonce: string, reason: string): Promise<number> {
  const { party } = await call(undoScan, { body: { nonce, reason } });
  const history = door.get().history.map((entry) => (nonceOf(entry) === nonce ? { ...entry, undone: true } : entry));
  change({ history });
  await refresh(liveEvent);
  return party.length;
}

/** How many tickets this scan let in, as far as this machine knows. */
export const admittedWith = (nonce: string): number => {
  const entry = door.get().history.find((other) => nonceOf(other) === nonce);
  return entry?.verdict.kind === 'admitted' ? entry.verdict.scan.party.length : 1;
};

export const nonceOf = ({ verdict }: Entry): string | null => (verdict.kind === 'admitted' ? verdict.scan.nonce : null);

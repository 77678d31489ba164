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
  /** Tells scans apart: codes that were held up together have the same. */
  readonly look: number;
}

interface Door {
  /** Codes that the box office is being asked about. */
  readonly asking: number;
  /** What fills the screen. */
  readonly shown: Entry | null;
  /** Answers to codes that were held up together with that one, which fill it afterwards. */
  readonly next: readonly Entry[];
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
const door = createStore<Door>({ asking: 0, shown: null, next: [], history: [] });

export const useDoor = (): Door => useStore(door);

const change = (changes: Partial<Door>): void => door.set({ ...door.get(), ...changes });

let lastId = 0;
let lastLook = 0;
/** When the camera read the last code, by the clock of the page. */
let lastReadAt = -Infinity;

/** Codes read within so many milliseconds are held up together: seldom are all of them read in the first picture. */
const TOGETHER = 1_000;

/** Codes are asked about one after the other, so that the answers come in the order of the guests. */
let queue: Promise<void> = Promise.resolve();

/** Questions not answered yet: the same one is not asked twice at a time. */
const waiting = new Set<string>();

const identityOf = (body: ScanBody): string => JSON.stringify(body);

async function ask(body: ScanBody, look: number): Promise<void> {
  const verdict = await sendScan(body);
  lastId += 1;
  const entry: Entry = { id: lastId, at: toInstant(Date.now()), body, verdict, undone: false, look };
  const { history } = door.get();
  // Asked again, a scan that had no answer has one now: its line gives way to it.
  const others = history.filter(
    (other) => other.verdict.kind !== 'unknown' || identityOf(other.body) !== identityOf(body),
  );
  waiting.delete(identityOf(body));
  change({ asking: waiting.size, history: [entry, ...others].slice(0, LONGEST_HISTORY) });
  show(entry);
  void refresh(liveEvent);
}

/** An answer gives way to that of a later scan, yet each answer to codes held up together is seen. */
function show(entry: Entry): void {
  const { shown, next } = door.get();
  if (next.length > 0 || shown?.look === entry.look) {
    change({ next: [...next, entry] });
    return;
  }
  change({ shown: entry });
  play(SOUND[entry.verdict.kind]);
}

/** Asks about a code. It needs no waiting for: the answer fills the screen. An impatient second scan is the same question. */
export function scanCode(body: ScanBody): void {
  lastLook += 1;
  lastReadAt = -Infinity;
  enqueue(body, lastLook);
}

/** Asks about codes that came into the camera's view, in their order. Those read one soon after the other are held up together. */
export function scanInView(bodies: readonly ScanBody[]): void {
  const now = performance.now();
  if (now - lastReadAt > TOGETHER) lastLook += 1;
  lastReadAt = now;
  for (const body of bodies) enqueue(body, lastLook);
}

function enqueue(body: ScanBody, look: number): void {
  const qrCode = normalizeCode(body.qrCode);
  if (qrCode === '') return;
  const question = { ...body, qrCode };
  if (waiting.has(identityOf(question))) return;
  waiting.add(identityOf(question));
  change({ asking: waiting.size });
  queue = queue.then(() => ask(question, look));
}

/** Goes on from the answer in view: to that of the next code held up with it, else to the next guest. */
export function goOn(): void {
  const [first = null, ...next] = door.get().next;
  change({ shown: first, next });
  if (first !== null) play(SOUND[first.verdict.kind]);
}

/** Shows no answer any more: the screen is left. */
export const dismiss = (): void => change({ shown: null, next: [] });

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

import { findEvent, tiersOf } from '../db/events.ts';
import type { Ledger } from '../db/ledger.ts';
import { takeFromEvent, takeFromTier } from '../db/places.ts';
import { inSavepoint } from '../db/savepoint.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Call } from './context.ts';
import { isDead, type ImportRow } from '../shared/import-columns.ts';
import { importRow, readRow, type ImportTarget } from './import-row.ts';
import { recordAudit } from './record-audit.ts';

export interface NumberedRow {
  /** Line of the file, the header being the first; or the place in the list, from 1. */
  readonly line: number;
  readonly row: ImportRow | BoxOfficeError;
}

export interface ImportReport {
  rows: number;
  imported: number;
  skipped: number;
  orders: number;
  badCount: number;
  readonly bad: { line: number; code: string; error: string }[];
}

/** Rows in one change: some 5 ms, so that a scan waits no longer than that. */
const SLICE = 20;
const MOST_BAD_LINES = 1_000;

/** What the slices of a dry run would have taken so far. */
interface Rehearsal {
  readonly places: Map<string, number>;
  readonly keys: Set<string>;
}

/** Thrown to take a dry run's slice back. */
class DryRun extends Error {}

/**
 * Takes over presold orders, slice by slice. Bad lines are reported and passed over; the good ones stay, and importing the corrected file
 * again adds only what was missing. A dry run goes the same way and takes everything back at each slice's end; what its earlier slices
 * would have taken is taken again at the beginning of the next, so that it finds the event as full as the import would.
 *
 * @throws 400 unknown_event · 409 event_cancelled
 */
export async function importOrders(
  ledger: Ledger,
  call: Call,
  eventId: string,
  rows: AsyncIterable<NumberedRow>,
  dryRun: boolean,
): Promise<ImportReport> {
  const event = await findEvent(ledger.reads, eventId);
  if (!event)
    throw new BoxOfficeError('unknown_event', 'There is no such event.', {
      fields: { eventId: 'There is no such event' },
    });
  if (event.status === 'cancelled') throw new BoxOfficeError('event_cancelled', 'The event is cancelled.');
  const target: ImportTarget = { event, tiers: await tiersOf(ledger.reads, eventId), seen: new Map() };
  const report: ImportReport = { rows: 0, imported: 0, skipped: 0, orders: 0, badCount: 0, bad: [] };
  const ordersBefore = await importedOrders(ledger, eventId);
  const rehearsal: Rehearsal | null = dryRun ? { places: new Map(), keys: new Set() } : null;
  let slice: NumberedRow[] = [];
  const flush = async (): Promise<void> => {
    const taken = slice;
    slice = [];
    if (taken.length > 0) await takeSlice(ledger, call, target, taken, rehearsal, report);
  };
  for await (const row of rows) {
    slice.push(row);
    if (slice.length >= SLICE) await flush();
  }
  await flush();
  report.orders = dryRun ? 0 : (await importedOrders(ledger, eventId)) - ordersBefore;
  if (!dryRun) {
    const { imported, skipped, badCount } = report;
    await ledger.write((trx) => recordAudit(trx, call, 'order.import', eventId, null, { imported, skipped, badCount }));
  }
  return report;
}

async function importedOrders(ledger: Ledger, eventId: string): Promise<number> {
  const { count } = await ledger.reads
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('event_id', '=', eventId)
    .where('channel', '=', 'import')
    .executeTakeFirstOrThrow();
  return count;
}

async function takeSlice(
  ledger: Ledger,
  call: Call,
  target: ImportTarget,
  rows: readonly NumberedRow[],
  rehearsal: Rehearsal | null,
  report: ImportReport,
): Promise<void> {
  const outcomes: ('imported' | 'skipped' | BoxOfficeError)[] = [];
  try {
    await ledger.write(async (trx) => {
      if (rehearsal) await retake(trx, target, rehearsal);
      for (const { row } of rows) outcomes.push(await takeRow(trx, call, target, row, rehearsal));
      if (rehearsal) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  for (const [index, outcome] of outcomes.entries()) {
    report.rows += 1;
    if (!(outcome instanceof BoxOfficeError)) {
      report[outcome] += 1;
      continue;
    }
    report.badCount += 1;
    if (report.bad.length < MOST_BAD_LINES)
      report.bad.push({ line: rows[index]?.line ?? 0, code: outcome.code, error: outcome.message });
  }
}

async function takeRow(
  trx: Trx,
  call: Call,
  target: ImportTarget,
  row: ImportRow | BoxOfficeError,
  rehearsal: Rehearsal | null,
): Promise<'imported' | 'skipped' | BoxOfficeError> {
  if (row instanceof BoxOfficeError) return row;
  try {
    if (isDead(row)) return 'skipped';
    const presold = readRow(target, row);
    if (rehearsal?.keys.has(presold.key)) return 'skipped';
    const outcome = await inSavepoint(trx, () => importRow(trx, call, target, presold));
    if (rehearsal && outcome === 'imported') {
      rehearsal.keys.add(presold.key);
      rehearsal.places.set(presold.tier.id, (rehearsal.places.get(presold.tier.id) ?? 0) + 1);
    }
    return outcome;
  } catch (error) {
    if (error instanceof BoxOfficeError && error.status < 500) return error;
    throw error;
  }
}

/** Takes again what the earlier slices of a dry run took. */
async function retake(trx: Trx, { event }: ImportTarget, { places }: Rehearsal): Promise<void> {
  let all = 0;
  for (const [tierId, count] of places) {
    await takeFromTier(trx, tierId, count, 'sold');
    all += count;
  }
  await takeFromEvent(trx, event.id, all, 'sold');
}

import type { Updateable } from 'kysely';
import { findPrinter, type PrinterRow } from '../db/printing.ts';
import type { PrintersTable } from '../db/tables.ts';
import { expectRows, isConstraint, type Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import {
  PRINTER_PORTS,
  type AutoPrint,
  type PrinterProfile,
  type PrinterTransport,
  type SlipColumns,
} from '../shared/printing.ts';
import { instantOf, type Call } from './context.ts';
import { newId } from './new-id.ts';
import { recordAudit } from './record-audit.ts';

interface PrinterChange {
  readonly name?: string | undefined;
  readonly host?: string | null | undefined;
  readonly port?: number | null | undefined;
  readonly queue?: string | null | undefined;
  readonly columns?: SlipColumns | undefined;
  readonly profile?: PrinterProfile | undefined;
  readonly cutter?: boolean | undefined;
  readonly nativeQr?: boolean | undefined;
  readonly drawer?: boolean | undefined;
  readonly autoPrint?: AutoPrint | undefined;
}

export interface NewPrinter extends PrinterChange {
  readonly name: string;
  readonly transport: PrinterTransport;
  readonly columns: SlipColumns;
  readonly profile: PrinterProfile;
  readonly cutter: boolean;
  readonly nativeQr: boolean;
  readonly drawer: boolean;
  readonly autoPrint: AutoPrint;
}

const keyOf = (name: string): string => name.toLowerCase();
const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** @throws 404 */
export async function mustFindPrinter(trx: Trx, id: string): Promise<PrinterRow> {
  const printer = await findPrinter(trx, id);
  if (!printer) throw new BoxOfficeError('not_found', 'There is no such printer.');
  return printer;
}

/** Adds a receipt printer whose address or queue was checked before. @returns its id @throws 409 name_taken */
export async function createPrinter(trx: Trx, call: Call, input: NewPrinter): Promise<string> {
  const id = newId('printer', call.now);
  const isNetwork = input.transport === 'network';
  const row: PrintersTable = {
    id,
    name: input.name,
    name_key: keyOf(input.name),
    transport: input.transport,
    host: isNetwork ? (input.host ?? null) : null,
    port: isNetwork ? (input.port ?? PRINTER_PORTS.common) : null,
    queue: isNetwork ? null : (input.queue ?? null),
    columns: input.columns,
    profile: input.profile,
    cutter: flag(input.cutter),
    native_qr: flag(input.nativeQr),
    drawer: flag(input.drawer),
    auto_print: input.autoPrint,
    created_at: instantOf(call),
  };
  await unlessTaken(trx.insertInto('printers').values(row).execute());
  await recordAudit(trx, call, 'printer.create', id, null, { ...row });
  return id;
}

/** Changes a receipt printer; what is absent stays, and so does whether it is a network printer or a queue. @throws 404 · 409 name_taken */
export async function updatePrinter(trx: Trx, call: Call, id: string, change: PrinterChange): Promise<void> {
  const before = await mustFindPrinter(trx, id);
  const isNetwork = before.transport === 'network';
  const after = {
    name: change.name ?? before.name,
    name_key: keyOf(change.name ?? before.name),
    host: isNetwork ? (change.host ?? before.host) : null,
    port: isNetwork ? (change.port ?? before.port) : null,
    queue: isNetwork ? null : (change.queue ?? before.queue),
    columns: change.columns ?? before.columns,
    profile: change.profile ?? before.profile,
    cutter: change.cutter === undefined ? before.cutter : flag(change.cutter),
    native_qr: change.nativeQr === undefined ? before.native_qr : flag(change.nativeQr),
    drawer: change.drawer === undefined ? before.drawer : flag(change.drawer),
    auto_print: change.autoPrint ?? before.auto_print,
  } satisfies Updateable<PrintersTable>;
  await unlessTaken(trx.updateTable('printers').set(after).where('id', '=', id).execute());
  await recordAudit(trx, call, 'printer.update', id, { ...before }, after);
}

/** Removes a receipt printer. What waits for it fails; what is being sent to it ends as it ends. @throws 404 */
export async function deletePrinter(trx: Trx, call: Call, id: string): Promise<void> {
  const printer = await mustFindPrinter(trx, id);
  await trx
    .updateTable('print_jobs')
    .set({
      status: 'failed',
      problem: 'printer_removed',
      message: 'The printer was removed before this was printed.',
      finished_at: instantOf(call),
    })
    .where('printer_id', '=', id)
    .where('status', '=', 'queued')
    .execute();
  expectRows(await trx.deleteFrom('printers').where('id', '=', id).executeTakeFirst(), 1, 'removing a printer');
  await recordAudit(trx, call, 'printer.delete', id, { name: printer.name }, null);
}

async function unlessTaken(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    throw isConstraint(error) ? new BoxOfficeError('name_taken', 'Another printer has this name.') : error;
  }
}

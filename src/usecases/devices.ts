import { createHash } from 'node:crypto';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError, invalidField } from '../shared/errors.ts';
import { normalizeCode } from '../shared/ids.ts';
import { MINUTE, toInstant, type Instant } from '../shared/instant.ts';
import { instantOf, type Call } from './context.ts';
import { newId, randomCode } from './new-id.ts';
import { recordAudit } from './record-audit.ts';
import { openSession, type Tokens } from './tokens.ts';

/** A pairing code: 60 random bits, one use, 5 minutes (API.md). */
const CODE_LENGTH = 12;
const CODE_LIFE = 5 * MINUTE;

const hashOf = (code: string): string =>
  createHash('sha256').update(normalizeCode(code).replaceAll('-', '')).digest('hex');

export interface NewDevice {
  readonly name: string;
  readonly gate: string | null;
  readonly eventId?: string | null | undefined;
}

/** Adds a device and draws its pairing code, shown once in groups of four. @throws 400 unknown_event */
export async function createDevice(
  trx: Trx,
  call: Call,
  input: NewDevice,
): Promise<{ id: string; code: string; expiresAt: Instant }> {
  if (input.eventId != null) {
    const event = await trx.selectFrom('events').select('id').where('id', '=', input.eventId).executeTakeFirst();
    if (!event) throw invalidField('eventId', 'There is no such event', 'unknown_event');
  }
  const id = newId('device', call.now);
  await trx
    .insertInto('devices')
    .values({
      id,
      name: input.name,
      gate: input.gate,
      event_id: input.eventId ?? null,
      revoked_at: null,
      created_at: instantOf(call),
    })
    .execute();
  const code = randomCode(CODE_LENGTH).replaceAll(/(.{4})(?=.)/g, '$1-');
  const expiresAt = toInstant(call.now + CODE_LIFE);
  await trx
    .insertInto('pairing_codes')
    .values({ code_hash: hashOf(code), device_id: id, expires_at: expiresAt, used_at: null })
    .execute();
  await recordAudit(trx, call, 'device.create', id, null, {
    name: input.name,
    gate: input.gate,
    eventId: input.eventId ?? null,
  });
  return { id, code, expiresAt };
}

/** Turns a pairing code into a scanner's token, once. @throws 403 pairing_code_invalid */
export async function pairDevice(
  trx: Trx,
  tokens: Tokens,
  call: Call,
  input: { code: string; deviceName: string | null },
) {
  const used = await trx
    .updateTable('pairing_codes')
    .set({ used_at: instantOf(call) })
    .where('code_hash', '=', hashOf(input.code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', instantOf(call))
    .returning('device_id')
    .executeTakeFirst();
  const device =
    used &&
    (await trx
      .selectFrom('devices')
      .selectAll()
      .where('id', '=', used.device_id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst());
  if (!device)
    throw new BoxOfficeError(
      'pairing_code_invalid',
      'This pairing code is unknown, used or older than 5 minutes. Draw a new one.',
    );
  const name = input.deviceName === null ? device.name : `${device.name} (${input.deviceName})`.slice(0, 170);
  await trx.updateTable('devices').set({ name }).where('id', '=', device.id).execute();
  const sessionId = await openSession(trx, call, { deviceId: device.id }, 'scanner');
  await recordAudit(trx, { ...call, actor: { ...call.actor, id: device.id, name } }, 'device.pair', device.id, null, {
    name,
  });
  return {
    ...tokens.sign({ sessionId, subject: device.id }, call.now),
    device: { id: device.id, name, gate: device.gate, eventId: device.event_id },
  };
}

/** Ends a device: its token is refused at the next call. @throws 404 */
export async function revokeDevice(trx: Trx, call: Call, id: string): Promise<void> {
  const device = await trx.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst();
  if (!device) throw new BoxOfficeError('not_found', 'There is no such device.');
  await trx
    .updateTable('devices')
    .set({ revoked_at: device.revoked_at ?? instantOf(call) })
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('sessions')
    .set({ revoked_at: instantOf(call) })
    .where('device_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  await recordAudit(trx, call, 'device.revoke', id, { name: device.name }, null);
}

/** Closes a conflict of a late upload with a note. @throws 404 · 409 conflict_resolved where it is closed already */
export async function resolveConflict(trx: Trx, call: Call, scanId: string, note: string): Promise<Instant> {
  const conflict = await trx
    .selectFrom('conflicts')
    .select('resolved_at')
    .where('scan_id', '=', scanId)
    .executeTakeFirst();
  if (!conflict) throw new BoxOfficeError('not_found', 'There is no such conflict.');
  if (conflict.resolved_at !== null) throw new BoxOfficeError('conflict_resolved', 'This conflict is closed already.');
  const resolvedAt = instantOf(call);
  await trx
    .updateTable('conflicts')
    .set({ resolved_at: resolvedAt, resolved_by: call.actor.name, note })
    .where('scan_id', '=', scanId)
    .execute();
  await recordAudit(trx, call, 'conflict.resolve', scanId, null, { note });
  return resolvedAt;
}

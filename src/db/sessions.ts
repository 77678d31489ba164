import type { Kysely } from 'kysely';
import type { Role } from '../shared/operation.ts';
import { hotQuery } from './hot.ts';
import type { Tables } from './tables.ts';

/** Who a session stands for, as of now: revoked is revoked at the next call. */
export interface SessionSubject {
  readonly kind: 'user' | 'device';
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly client: string;
  readonly gate: string | null;
  readonly eventId: string | null;
  readonly revoked: boolean;
}

const sessionWithSubject = hotQuery((db: Kysely<Tables>, { id }: { id: string }) =>
  db
    .selectFrom('sessions')
    .leftJoin('users', 'users.id', 'sessions.user_id')
    .leftJoin('devices', 'devices.id', 'sessions.device_id')
    .select([
      'sessions.client',
      'sessions.revoked_at as sessionRevoked',
      'users.id as userId',
      'users.name as userName',
      'users.email',
      'users.role',
      'users.revoked_at as userRevoked',
      'devices.id as deviceId',
      'devices.name as deviceName',
      'devices.gate',
      'devices.event_id as eventId',
      'devices.revoked_at as deviceRevoked',
    ])
    .where('sessions.id', '=', id),
);

export async function findSession(db: Kysely<Tables>, sessionId: string): Promise<SessionSubject | null> {
  const [row] = await sessionWithSubject(db, { id: sessionId });
  if (!row) return null;
  const { client, gate, eventId } = row;
  if (row.userId !== null && row.userName !== null && row.role !== null) {
    const revoked = row.sessionRevoked !== null || row.userRevoked !== null;
    return {
      kind: 'user',
      id: row.userId,
      name: row.userName,
      email: row.email,
      role: row.role,
      client,
      gate: null,
      eventId: null,
      revoked,
    };
  }
  if (row.deviceId === null || row.deviceName === null) return null;
  const revoked = row.sessionRevoked !== null || row.deviceRevoked !== null;
  return {
    kind: 'device',
    id: row.deviceId,
    name: row.deviceName,
    email: null,
    role: 'scanner',
    client,
    gate,
    eventId,
    revoked,
  };
}

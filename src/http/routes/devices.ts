import * as queries from '../../db/devices.ts';
import { readSettings } from '../../db/settings.ts';
import { createDevice, listConflicts, listDevices, pair, resolveConflict, revokeDevice } from '../../shared/devices.ts';
import * as devices from '../../usecases/devices.ts';
import { pageOf } from '../page.ts';
import { Answer, type RouteTable } from '../route-table.ts';
import { refuseInsecure } from './auth.ts';

/** @param origin where phones reach this server while no public address is set */
export function deviceRoutes(routes: RouteTable, origin: () => string): void {
  routes.read(listDevices, async ({ db }, { query }) => {
    const { rows, total } = await queries.listDevices(db, pageOf(query));
    return new Answer(
      rows.map((row) => ({
        id: row.id,
        name: row.name,
        gate: row.gate,
        eventId: row.event_id,
        paired: row.session_id !== null,
        revoked: row.revoked_at !== null,
        lastSeenAt: row.last_seen_at,
        lastScanAt: row.last_scan_at,
        createdAt: row.created_at,
      })),
      { total },
    );
  });

  routes.change(createDevice, async (trx, call, { body }) => {
    const { id, code, expiresAt } = await devices.createDevice(trx, call, body);
    const { publicUrl } = await readSettings(trx);
    const qr = `${publicUrl ?? origin()}/scanner?code=${code}`;
    return { id, name: body.name, gate: body.gate, eventId: body.eventId ?? null, code, expiresAt, qr };
  });

  routes.change(revokeDevice, async (trx, call, { params }) => {
    await devices.revokeDevice(trx, call, params['id'] ?? '');
    return { id: params['id'] ?? '', deleted: true as const };
  });

  routes.act(pair, ({ house, actor, now, state }, { body }) => {
    refuseInsecure(state.secureEnough, 'Pairing');
    return house.ledger.write((trx) => devices.pairDevice(trx, house.tokens, { actor, now }, body));
  });

  routes.read(listConflicts, async ({ db }, { query }) => {
    const resolved = query.resolved === undefined ? undefined : query.resolved === 'true';
    const { rows, total } = await queries.listConflicts(db, { eventId: query.eventId, resolved }, pageOf(query));
    return new Answer(rows, { total });
  });

  routes.change(resolveConflict, async (trx, call, { params, body }) => {
    const id = params['id'] ?? '';
    return { id, resolvedAt: await devices.resolveConflict(trx, call, id, body.note) };
  });
}

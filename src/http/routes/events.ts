import type { Kysely } from 'kysely';
import { findEvent, listEvents as findEvents } from '../../db/events.ts';
import type { Tables } from '../../db/tables.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { cancelPayouts, cancelPreview } from '../../shared/cancel-event.ts';
import * as contract from '../../shared/events.ts';
import { beginCancel } from '../../usecases/cancel-event.ts';
import { createEvent } from '../../usecases/create-event.ts';
import { deleteEvent } from '../../usecases/delete-event.ts';
import { duplicateEvent } from '../../usecases/duplicate-event.ts';
import { updateEvent } from '../../usecases/update-event.ts';
import { pageOf } from '../page.ts';
import { presentCancelPayouts, presentCancelPreview } from '../present/cancel-preview.ts';
import { presentEvent } from '../present/event.ts';
import { presentLive } from '../present/live.ts';
import { Answer, type RouteTable } from '../route-table.ts';

async function mustFind(db: Kysely<Tables>, id: string) {
  const event = await findEvent(db, id);
  if (!event) throw new BoxOfficeError('not_found', 'There is no such event.');
  return event;
}

/** @param origin where this server is reached while no public address is set */
export function eventRoutes(routes: RouteTable, origin: () => string): void {
  const show = async (db: Kysely<Tables>, id: string) => presentEvent(db, await mustFind(db, id), origin());

  routes.read(contract.listEvents, async ({ db }, { query }) => {
    const { rows, total } = await findEvents(db, query, pageOf(query));
    const shown = [];
    for (const row of rows) shown.push(await presentEvent(db, row, origin()));
    return new Answer(shown, { total });
  });
  routes.change(contract.createEvent, async (trx, call, { body }) =>
    show(trx, await createEvent(trx, call, body, origin())),
  );
  routes.read(contract.getEvent, ({ db }, { params }) => show(db, params['id'] ?? ''));
  for (const operation of [contract.updateEvent, contract.replaceEvent]) {
    routes.change(operation, async (trx, call, { params, body }) => {
      await updateEvent(trx, call, params['id'] ?? '', body, origin());
      return show(trx, params['id'] ?? '');
    });
  }
  routes.change(contract.deleteEvent, async (trx, call, { params }) => {
    await deleteEvent(trx, call, params['id'] ?? '');
    return { id: params['id'] ?? '', deleted: true as const };
  });
  routes.change(contract.duplicateEvent, async (trx, call, { params, body }) =>
    show(trx, await duplicateEvent(trx, call, params['id'] ?? '', body)),
  );
  routes.act(contract.cancelEvent, async ({ house, actor, now }, { params, body }) => {
    const id = params['id'] ?? '';
    await house.ledger.write((trx) => beginCancel(trx, { actor, now }, id, body?.reason ?? null));
    return house.finishCancel(id);
  });
  routes.read(cancelPreview, async ({ db }, { params }) =>
    presentCancelPreview(db, await mustFind(db, params['id'] ?? '')),
  );
  routes.read(cancelPayouts, async ({ db }, { params, query }) => {
    const { shown, total } = await presentCancelPayouts(db, await mustFind(db, params['id'] ?? ''), pageOf(query));
    return new Answer(shown, { total });
  });
  routes.read(contract.liveEvent, async ({ db, caller, now }, { params }) => {
    const id = params['id'] ?? '';
    if (caller?.eventId && caller.eventId !== id)
      throw new BoxOfficeError('forbidden', 'This scanner is bound to another event.');
    return presentLive(db, await mustFind(db, id), now);
  });
}

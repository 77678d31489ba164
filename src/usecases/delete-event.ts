import { hasOrders } from '../db/events.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Call } from './context.ts';
import { mustFindEvent } from './event-details.ts';
import { recordAudit } from './record-audit.ts';

/** Deletes a draft that nobody ordered from. @throws 404 · 409 event_not_draft, event_has_orders, in_use */
export async function deleteEvent(trx: Trx, call: Call, id: string): Promise<void> {
  const event = await mustFindEvent(trx, id);
  if (event.status !== 'draft') throw new BoxOfficeError('event_not_draft', 'Only a draft can be deleted.');
  if (await hasOrders(trx, id)) throw new BoxOfficeError('event_has_orders', 'The event has orders.');
  const promo = await trx.selectFrom('promo_codes').select('code').where('event_id', '=', id).executeTakeFirst();
  if (promo) throw new BoxOfficeError('in_use', `The promo code ${promo.code} is for this event. Remove it first.`);
  const device = await trx.selectFrom('devices').select('name').where('event_id', '=', id).executeTakeFirst();
  if (device) throw new BoxOfficeError('in_use', `The device ${device.name} is bound to this event.`);
  await trx.deleteFrom('events').where('id', '=', id).execute();
  await recordAudit(trx, call, 'event.delete', id, { title: event.title, date: event.date }, null);
}

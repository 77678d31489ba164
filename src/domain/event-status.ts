import type { EventStatus } from '../shared/events.ts';
import type { ErrorCode } from '../shared/errors.ts';

/** Why an event may not go from one status to another by an update; null: it may. Cancelling is a command of its own. */
export function statusRefusal(from: EventStatus, to: EventStatus, hasOrders: boolean): ErrorCode | null {
  if (from === to) return null;
  if (to === 'cancelled') return 'use_cancel';
  if (from === 'cancelled') return 'event_cancelled';
  if (to === 'draft') return hasOrders ? 'event_has_orders' : null;
  if (to === 'completed') return from === 'published' ? null : 'status_not_possible';
  return null;
}

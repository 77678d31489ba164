import type { Settings } from '../db/settings.ts';
import { tillSessionAt } from '../db/tills.ts';
import type { Trx } from '../db/write-door.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { Call } from './context.ts';

/**
 * The till session that money of this call goes through, or null where none is open. A drawer holds one currency: money of another one is
 * in no till.
 *
 * @param needed whether a till is needed for this where the settings ask for one
 * @throws 409 till_required
 */
export async function tillFor(
  trx: Trx,
  call: Call,
  settings: Settings,
  currency: string,
  needed = true,
): Promise<string | null> {
  const { id: userId, sessionId } = call.actor;
  const session = await tillSessionAt(trx, { sessionId, userId });
  if (session?.currency === currency) return session.id;
  if (!settings.requireTill || !needed) return null;
  throw new BoxOfficeError(
    'till_required',
    session
      ? `The till that is open here counts ${session.currency}, not ${currency}.`
      : 'No till is open here. Open one first, or work at one that is open.',
  );
}

import type { Ledger } from '../../src/db/ledger.ts';
import type { Milliseconds } from '../../src/shared/instant.ts';
import type { Actor, Call } from '../../src/usecases/context.ts';
import { createEvent, type NewEvent } from '../../src/usecases/create-event.ts';
import type { ScanInput } from '../../src/usecases/scan-ticket.ts';
import { sellOrder, type SaleInput } from '../../src/usecases/sell-order.ts';

/** An owner at the counter, as the HTTP floor hands one to a use case. */
export const OWNER_ACTOR: Actor = {
  kind: 'user',
  id: 'usr_owner',
  name: 'Olivia Owner',
  role: 'owner',
  address: '127.0.0.1',
  eventId: null,
  gate: null,
};

/** A visitor of the public side. */
export const PUBLIC_ACTOR: Actor = { ...OWNER_ACTOR, kind: 'public', id: null, name: 'Public', role: null };

export const callAt = (now: Milliseconds, actor: Actor = OWNER_ACTOR): Call => ({ actor, now });

export interface EventInLedger {
  readonly eventId: string;
  readonly tierIds: readonly string[];
  readonly addOnIds: readonly string[];
}

/** An event on sale, made by the use case alone, without HTTP. */
export async function buildEventIn(
  ledger: Ledger,
  call: Call,
  changes: Partial<NewEvent> = {},
): Promise<EventInLedger> {
  return ledger.write(async (trx) => {
    const eventId = await createEvent(
      trx,
      call,
      {
        title: 'Summer Pool Party',
        date: '2026-07-15',
        startTime: '14:00',
        totalCapacity: 200,
        tiers: [{ name: 'General', price: 25, quantity: 200 }],
        status: 'published',
        ...changes,
      },
      'http://127.0.0.1:4870',
    );
    const ids = async (table: 'tiers' | 'add_ons'): Promise<string[]> => {
      const rows = await trx
        .selectFrom(table)
        .select('id')
        .where('event_id', '=', eventId)
        .orderBy('position')
        .execute();
      return rows.map(({ id }) => id);
    };
    return { eventId, tierIds: await ids('tiers'), addOnIds: await ids('add_ons') };
  });
}

/** What the checkout hands to the use case: exact cash, nobody's name. */
export const buildSale = (event: EventInLedger, changes: Partial<SaleInput> = {}): SaleInput => ({
  eventId: event.eventId,
  items: [{ tierId: event.tierIds[0] ?? '', quantity: 1 }],
  customerName: null,
  customerEmail: null,
  phone: null,
  promoCode: null,
  affiliateCode: null,
  payment: { method: 'cash', reference: null, reason: null },
  ...changes,
});

/** Sells `quantity` tickets of the event's first tier; the codes on them. */
export async function sellIn(ledger: Ledger, call: Call, event: EventInLedger, quantity = 1): Promise<string[]> {
  return ledger.write(async (trx) => {
    const items = [{ tierId: event.tierIds[0] ?? '', quantity }];
    const { orderId } = await sellOrder(trx, call, buildSale(event, { items }));
    const rows = await trx.selectFrom('tickets').select('qr_code').where('order_id', '=', orderId).execute();
    return rows.map((row) => row.qr_code);
  });
}

export const buildScan = (qrCode: string, changes: Partial<ScanInput> = {}): ScanInput => ({
  qrCode,
  gate: null,
  mode: 'entry',
  party: false,
  force: false,
  reason: null,
  ...changes,
});

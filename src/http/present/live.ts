import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { EventRow } from '../../db/events.ts';
import { liveNumbers } from '../../db/live.ts';
import type { Tables } from '../../db/tables.ts';
import type { liveOut } from '../../shared/events.ts';
import { HOUR, toInstant } from '../../shared/instant.ts';

/** The live numbers of an event's door at `now` (milliseconds). */
export async function presentLive(db: Kysely<Tables>, event: EventRow, now: number): Promise<z.input<typeof liveOut>> {
  const { byTier, entries, refusals, perMinute, recent } = await liveNumbers(db, event.id, toInstant(now - HOUR));
  const sum = (pick: (tier: (typeof byTier)[number]) => number): number =>
    byTier.reduce((total, tier) => total + pick(tier), 0);
  const checkedIn = sum((tier) => tier.checkedIn);
  const gates = new Set([...entries, ...refusals].map((row) => row.gate));
  return {
    eventId: event.id,
    title: event.title,
    sold: event.sold,
    checkedIn,
    inside: sum((tier) => tier.inside),
    remaining: Math.max(0, event.sold - checkedIn),
    byTier: byTier.map(({ id, ...tier }) => ({ tierId: id, ...tier })),
    byGate: [...gates].map((gate) => {
      const entered = entries.find((row) => row.gate === gate);
      return {
        gate,
        checkedIn: entered?.checkedIn ?? 0,
        inside: entered?.inside ?? 0,
        refused: refusals.find((row) => row.gate === gate)?.refused ?? 0,
      };
    }),
    perMinute: perMinute.map(({ minute, count }) => ({ minute: `${minute}:00.000Z`, count })),
    recent: recent.map((scan) => ({
      at: scan.at,
      result: scan.undone_at === null ? scan.result : 'undone',
      ticketId: scan.ticket_id,
      holderName: scan.holder_name ?? scan.customer_name,
      tierName: scan.tier_name,
      gate: scan.gate,
      nonce: scan.nonce,
    })),
  };
}

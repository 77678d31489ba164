import { findEvent, tiersOf } from '../../db/events.ts';
import { ticketsSince } from '../../db/offline.ts';
import type { TicketAtTheDoor } from '../../db/tickets.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { offlineTickets, scan, scanBatch, undoScan, type ScanOut } from '../../shared/scan.ts';
import { scanTicket } from '../../usecases/scan-ticket.ts';
import { undoScan as undo } from '../../usecases/undo-scan.ts';
import { uploadScan } from '../../usecases/upload-scan.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const shown = ({ tierId: _tierId, ...ticket }: TicketAtTheDoor) => ticket;

export function scanRoutes(routes: RouteTable): void {
  routes.change(scan, async (trx, call, { body }) => {
    const answer = await scanTicket(trx, call, body);
    // A refusal is a body of its own shape under its own status; the contract lists it beside the answer.
    return new Answer(answer.body as ScanOut, { status: answer.status });
  });

  // Each scan is a change of its own, so that a batch of 500 never holds the door against a live scan for longer than a group.
  routes.act(scanBatch, async ({ house, actor, now }, { body }) => {
    const call = { actor, now };
    const uploaded = await Promise.all(
      body.scans.map((late) => house.ledger.write((trx) => uploadScan(trx, call, late))),
    );
    return uploaded.map(({ nonce, status, body: answer, conflict }) => ({ ...answer, nonce, status, conflict }));
  });

  routes.read(offlineTickets, async ({ db, caller }, { query }) => {
    if (caller?.eventId && caller.eventId !== query.eventId)
      throw new BoxOfficeError('forbidden', 'This scanner is bound to another event.');
    const event = await findEvent(db, query.eventId);
    if (!event) throw new BoxOfficeError('not_found', 'There is no such event.');
    const { tickets, cursor, more } = await ticketsSince(db, event.id, query.since ?? 0, query.limit ?? 500);
    const tiers = await tiersOf(db, event.id);
    return {
      eventId: event.id,
      eventStatus: event.status,
      cursor: String(cursor),
      more,
      hash: 'sha256(eventId:code)' as const,
      tiers: tiers.map((tier) => ({
        id: tier.id,
        name: tier.name,
        validFrom: tier.valid_from,
        validUntil: tier.valid_until,
        gates: tier.gates === null ? null : (JSON.parse(tier.gates) as string[]),
        reentry: tier.reentry === 1,
      })),
      tickets,
    };
  });

  routes.change(undoScan, async (trx, call, { body }) => {
    const { ticket, party, ...undone } = await undo(trx, call, body);
    return { result: 'undone' as const, ticket: shown(ticket), party: party.map(shown), ...undone };
  });
}

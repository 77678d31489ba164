import type { Kysely } from 'kysely';
import type { CodeFacts } from '../domain/admission.ts';
import { hotQuery } from './hot.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** A scanned ticket with what its answer shows. */
export interface TicketAtTheDoor {
  readonly ticketId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly holderName: string | null;
  readonly tierId: string;
  readonly tierName: string;
  readonly eventId: string;
  readonly eventTitle: string;
}

/** The stay that counts: the open one, else the last one that was not undone. */
export interface Stay {
  readonly id: string;
  readonly admittedAt: string;
  readonly gate: string | null;
  readonly open: boolean;
}

export interface DoorFacts {
  readonly ticket: TicketAtTheDoor | null;
  readonly stay: Stay | null;
  readonly facts: CodeFacts;
}

const atTheDoor = (db: Db) =>
  db
    .selectFrom('tickets')
    .innerJoin('orders', 'orders.id', 'tickets.order_id')
    .innerJoin('tiers', 'tiers.id', 'tickets.tier_id')
    .innerJoin('events', 'events.id', 'tickets.event_id')
    .select([
      'tickets.id as ticketId',
      'tickets.order_id as orderId',
      'orders.number as orderNumber',
      'tickets.holder_name as holderName',
      'orders.customer_name as customerName',
      'tickets.tier_id as tierId',
      'tickets.tier_name as tierName',
      'tickets.event_id as eventId',
      'tickets.status as ticketStatus',
      'events.title as eventTitle',
      'events.status as eventStatus',
      'tiers.valid_from as validFrom',
      'tiers.valid_until as validUntil',
      'tiers.gates as gates',
      'tiers.reentry as reentry',
    ]);

type DoorRow = Awaited<ReturnType<ReturnType<typeof atTheDoor>['executeTakeFirstOrThrow']>>;

const ticketOfCode = hotQuery((db: Db, { code }: { code: string }) =>
  atTheDoor(db).where('tickets.code_key', '=', code),
);

const stayThatCounts = hotQuery((db: Db, { ticketId }: { ticketId: string }) =>
  db
    .selectFrom('admissions')
    .select(['id', 'admitted_at', 'gate', 'ended_at'])
    .where('ticket_id', '=', ticketId)
    .where((eb) => eb.or([eb('ended_how', 'is', null), eb('ended_how', '=', 'exit')]))
    // A late upload may open a stay that began before one that has ended: the open one counts, whenever it began.
    .orderBy((eb) => eb.case().when('ended_at', 'is', null).then(0).else(1).end())
    .orderBy('admitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
);

async function stayOf(db: Db, ticketId: string): Promise<Stay | null> {
  const [row] = await stayThatCounts(db, { ticketId });
  return row ? { id: row.id, admittedAt: row.admitted_at, gate: row.gate, open: row.ended_at === null } : null;
}

async function withStay(db: Db, row: DoorRow): Promise<DoorFacts> {
  const stay = await stayOf(db, row.ticketId);
  const { eventStatus, ticketStatus, validFrom, validUntil, gates, reentry, customerName, ...ticket } = row;
  return {
    ticket: { ...ticket, holderName: ticket.holderName ?? customerName },
    stay,
    facts: {
      known: 'ticket',
      eventId: row.eventId,
      eventStatus,
      ticketStatus,
      validFrom,
      validUntil,
      gates: gates === null ? null : (JSON.parse(gates) as string[]),
      reentry: reentry === 1,
      inside: stay?.open === true,
      wasInside: stay !== null,
    },
  };
}

/** What the ledger knows of a code, however it was typed before normalizing. */
export async function factsOfCode(db: Db, code: string): Promise<DoorFacts> {
  const [row] = await ticketOfCode(db, { code });
  if (row) return withStay(db, row);
  const retired = await db.selectFrom('retired_codes').select('code').where('code', '=', code).executeTakeFirst();
  return { ticket: null, stay: null, facts: { known: retired ? 'transferred' : 'never' } };
}

/** The same of one ticket by its id. */
export async function factsOfTicket(db: Db, ticketId: string): Promise<DoorFacts | null> {
  const row = await atTheDoor(db).where('tickets.id', '=', ticketId).executeTakeFirst();
  return row ? withStay(db, row) : null;
}

/** The other tickets of an order, in the order of their sale. */
export async function partyOf(db: Db, orderId: string, exceptTicketId: string): Promise<DoorFacts[]> {
  const rows = await atTheDoor(db)
    .where('tickets.order_id', '=', orderId)
    .where('tickets.id', '<>', exceptTicketId)
    .orderBy('tickets.position')
    .execute();
  const party: DoorFacts[] = [];
  for (const row of rows) party.push(await withStay(db, row));
  return party;
}

import type { Ledger } from '../../db/ledger.ts';
import type { Milliseconds } from '../../shared/instant.ts';
import { formatMoney } from '../../shared/money.ts';
import type { Role } from '../../shared/operation.ts';
import { SYSTEM, type Actor } from '../context.ts';
import { randomCode } from '../new-id.ts';
import { hashPassword } from '../passwords.ts';
import { updateSettings } from '../update-settings.ts';
import { createUser } from '../users.ts';
import { createVenue } from '../venues.ts';
import { ADD_ON_TAX, type Gate } from './programme.ts';

/** Everybody who works at the demo's venue, as they act in the ledger. */
export interface Team {
  readonly owner: Actor;
  readonly manager: Actor;
  readonly counter: readonly Actor[];
  readonly stewards: Readonly<Record<Gate, Actor>>;
}

/** What staff may refund in one go, in cents, and give away in one order; more is the manager's. */
export const STAFF_LIMITS = { refund: 15_000, comps: 4 } as const;

/** Opens the venue a year ago: its people, its address, its settings. Nobody knows their passwords: the demo signs its owner in itself. */
export async function openVenue(ledger: Ledger, zone: string, at: Milliseconds): Promise<Team> {
  const hire = (email: string, name: string, role: Role): Promise<Actor> =>
    hireOne(ledger, at, { email: `${email}@example.com`, name, role });
  const owner = await hire('demo', 'Carmen Vidal', 'owner');
  const team: Team = {
    owner,
    manager: await hire('tomas', 'Tomás Okonkwo', 'manager'),
    counter: [
      await hire('nerea', 'Nerea Ibáñez', 'staff'),
      await hire('jonas', 'Jonas Lindqvist', 'staff'),
      await hire('amina', 'Amina Haddad', 'staff'),
    ],
    stewards: {
      'Main Entrance': await hire('marek', 'Marek Nowak', 'scanner'),
      'Garden Gate': await hire('beatriz', 'Beatriz Araújo', 'scanner'),
      'VIP Door': await hire('gael', 'Gaël Lefèvre', 'scanner'),
    },
  };
  await ledger.write(async (trx) => {
    const call = { actor: owner, now: at };
    // The machine's own zone: the venue is wherever the demo is looked at.
    await createVenue(trx, call, {
      name: 'Miramar Gardens',
      city: 'Port Miramar',
      address: '1 Lighthouse Promenade',
      timeZone: zone,
    });
    await updateSettings(trx, call, {
      organization: 'Miramar Gardens',
      taxId: 'ES-B00000000',
      taxRate: ADD_ON_TAX,
      receiptPrefix: 'MG-',
      staffRefundLimit: formatMoney(STAFF_LIMITS.refund, 'EUR'),
      staffCompLimit: STAFF_LIMITS.comps,
    });
  });
  return team;
}

async function hireOne(
  ledger: Ledger,
  now: Milliseconds,
  { email, name, role }: { email: string; name: string; role: Role },
): Promise<Actor> {
  const passwordHash = await hashPassword(randomCode(40));
  const id = await ledger.write((trx) => createUser(trx, { actor: SYSTEM, now }, { email, name, role, passwordHash }));
  return { kind: 'user', id, name, role, address: '127.0.0.1', eventId: null, gate: null };
}

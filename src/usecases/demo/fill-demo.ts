import type { Ledger } from '../../db/ledger.ts';
import { readMailSettings, writeMailSettings } from '../../db/mail.ts';
import { machineTimeZone, type Milliseconds } from '../../shared/instant.ts';
import { perform, type Deed } from './agenda.ts';
import { announcePromo, announceShow } from './announce-show.ts';
import { bookSale } from './book-sale.ts';
import { Calendar } from './calendar.ts';
import { Chance } from './chance.ts';
import { admit, planEntries } from './door.ts';
import { planIncidents } from './incidents.ts';
import { Made } from './made.ts';
import { planYear, type Year } from './plan-year.ts';
import { planRefusals } from './refusals.ts';
import { openVenue, type Team } from './team.ts';

/**
 * Fills an empty ledger with a year of a venue's life, up to tonight's half-full garden. Everything is planned by seeded draws first; then the
 * use cases do it all, in the order of time, and draw ids and codes as ever.
 *
 * @throws the signal's reason where it is aborted: half a year stays in the ledger
 */
export async function fillDemo(
  ledger: Ledger,
  now: Milliseconds,
  signal: AbortSignal,
  seed = 'Miramar',
): Promise<void> {
  const calendar = new Calendar(now, machineTimeZone());
  const team = await openVenue(ledger, calendar.zone, calendar.at(-366, 10 * 60));
  const year = await planYear(calendar, team, seed);
  // A year's mail would wait in the outbox for ever: the demo sends none.
  await setAutomaticMail(ledger, false);
  await perform(ledger, deedsOf(year, calendar, team, new Chance(`${seed}, door`)), signal);
  await setAutomaticMail(ledger, true);
}

const setAutomaticMail = (ledger: Ledger, automatic: boolean): Promise<void> =>
  ledger.write(async (trx) => writeMailSettings(trx, { ...(await readMailSettings(trx)), automatic }));

function deedsOf({ programme, promos, sales }: Year, calendar: Calendar, team: Team, chance: Chance): Deed[] {
  const made = new Made();
  const door = { chance, calendar, team, made };
  const inside = planEntries(door, programme.tonight, sales.tonight, 0.5);
  return [
    ...Object.values(programme).flatMap((show) => announceShow(calendar, team, made, show)),
    ...promos.map((promo) => announcePromo(calendar, team, made, promo)),
    ...Object.values(sales).flatMap((all) => all.flatMap((sale) => bookSale(team, made, sale))),
    ...planEntries(door, programme.past, sales.past, 0.94).map((entry) => admit(door, entry)),
    ...inside.map((entry) => admit(door, entry)),
    ...planIncidents(door, inside),
    ...planRefusals(door, programme.tonight, sales.tonight, sales.upcoming, inside),
  ];
}

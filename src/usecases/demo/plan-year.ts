import type { Calendar } from './calendar.ts';
import { Chance } from './chance.ts';
import { Crowd } from './people.ts';
import { planProgramme, type Programme } from './programme.ts';
import { planPromos, type Promo } from './promos.ts';
import type { Sale } from './sale.ts';
import { planSales } from './sales.ts';
import type { Team } from './team.ts';

/** A year of the venue as it is to happen: the shows, the codes that make them cheaper, and every order by its show. */
export interface Year {
  readonly programme: Programme;
  readonly promos: readonly Promo[];
  readonly sales: Readonly<Record<keyof Programme, readonly Sale[]>>;
}

/** The same day and seed plan the same names, amounts and counts, whatever the hour. */
export async function planYear(calendar: Calendar, team: Team, seed: string): Promise<Year> {
  const programme = planProgramme(calendar);
  const promos = planPromos(programme);
  const crowd = new Crowd(new Chance(`${seed}, people`));
  const desk = { chance: new Chance(seed), calendar, team, promos, crowd };
  const sales = {
    past: await planSales(desk, programme.past),
    tonight: await planSales(desk, programme.tonight),
    upcoming: await planSales(desk, programme.upcoming),
  };
  return { programme, promos, sales };
}

import type { Kysely } from 'kysely';
import type { Tables } from '../../db/tables.ts';
import type { Logo } from '../../pdf/paper.ts';
import * as contract from '../../shared/branding.ts';
import { invalidField } from '../../shared/errors.ts';
import { readBranding, readLogo, trialJob, updateBranding } from '../../usecases/branding.ts';
import type { House } from '../context.ts';
import type { RouteTable } from '../route-table.ts';

async function present(db: Kysely<Tables>) {
  const { accentColor, logo } = await readBranding(db);
  return { accentColor, logo: logo && `data:image/${logo.type};base64,${logo.base64}` };
}

/** The picture, once it was drawn to try it: a damaged one would spoil every ticket. @throws 400 */
async function checkedLogo(text: string, { printer }: House): Promise<Logo> {
  const logo = readLogo(text);
  try {
    await printer.print(trialJob(logo));
  } catch {
    throw invalidField('logo', 'cannot be drawn: the picture is damaged');
  }
  return logo;
}

export function brandingRoutes(routes: RouteTable, house: House): void {
  routes.read(contract.getBranding, ({ db }) => present(db));

  routes.changeAfter(
    contract.updateBranding,
    async ({ body }) => (body.logo == null ? body.logo : checkedLogo(body.logo, house)),
    async (trx, call, { body }, logo) => {
      await updateBranding(trx, call, { accentColor: body.accentColor, logo });
      return present(trx);
    },
  );
}

import { CopyUnusable, type Compared } from '../../db/compare-ledgers.ts';
import * as contract from '../../shared/backups.ts';
import { BoxOfficeError } from '../../shared/errors.ts';
import { recordAudit } from '../../usecases/record-audit.ts';
import type { House } from '../context.ts';
import { Answer, type RouteTable } from '../route-table.ts';

const missing = () => new BoxOfficeError('not_found', 'There is no such backup.');

async function lossOf(house: House, name: string): Promise<Compared> {
  try {
    const compared = await house.backups.loss(name);
    if (compared === null) throw missing();
    return compared;
  } catch (error) {
    if (error instanceof CopyUnusable) throw new BoxOfficeError('backup_unusable', error.message);
    throw error;
  }
}

export function backupRoutes(routes: RouteTable): void {
  routes.read(contract.listBackups, ({ house }) => Promise.resolve(house.backups.list()));

  routes.act(contract.createBackup, async ({ house, actor, now }) => {
    const made = await house.backups.create();
    const call = { actor, now };
    await house.ledger.write((trx) => recordAudit(trx, call, 'backup.create', null, null, { name: made.name }));
    return made;
  });

  routes.read(contract.downloadBackup, async ({ house, ctx }, { params }) => {
    const name = params['name'] ?? '';
    const file = await Promise.resolve(house.backups.open(name));
    if (file === null) throw missing();
    ctx.type = 'application/vnd.sqlite3';
    ctx.length = file.size;
    ctx.attachment(name);
    return new Answer(file.stream as unknown as string);
  });

  routes.read(contract.previewRestore, ({ house }, { params }) => lossOf(house, params['name'] ?? ''));

  routes.act(contract.restoreBackup, ({ house, actor, now, ctx }, { params, body }) =>
    house.backups.restore(params['name'] ?? '', body.lost, { actor, now }, ctx.res),
  );
}

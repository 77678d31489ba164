import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFloors } from '../../tools/lib/check-floors.ts';
import { inRoot } from '../../tools/lib/root.ts';

let house: string;

beforeEach(() => {
  house = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'floors-'));
  fs.symlinkSync(inRoot('node_modules'), path.join(house, 'node_modules'), 'junction');
});
afterEach(() => fs.rmSync(house, { recursive: true, force: true }));

/** Lays files down and answers the rules they break, each as `rule: from → to` with the way into node_modules cut short. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(house, name)), { recursive: true });
    fs.writeFileSync(path.join(house, name), text);
  }
  const { violations, unread } = await checkFloors(house);
  expect(unread).toEqual([]);
  return violations.map((line) => line.replace(/ → .*node_modules\/((?:@[^/]+\/)?[^/]+)\/.*/, ' → $1'));
}

const target = 'export const it = 1;\n';
const importOf = (specifier: string): string => `import { it } from '${specifier}';\nexport const used = it;\n`;

const everyFloor = {
  'src/shared/money.ts': "import { z } from 'zod';\nexport const it = z;\n",
  'src/shared/instant.ts': "import { Temporal } from 'temporal-polyfill';\nexport const it = Temporal;\n",
  'src/domain/refund.ts': importOf('../shared/money.ts'),
  'src/db/orders.ts': `import { sql } from 'kysely';\nimport type { used } from '../domain/refund.ts';\nexport type T = typeof used;\nexport const it = sql;\n`,
  'src/db/write-door.ts': importOf('./orders.ts') + 'export const door = 1;\n',
  'src/usecases/refund-order.ts': `import { door } from '../db/write-door.ts';\nimport { used } from '../domain/refund.ts';\nexport const it = [door, used];\n`,
  'src/http/app.ts': `import Koa from 'koa';\nimport { it } from '../usecases/refund-order.ts';\nimport { it as read } from '../db/orders.ts';\nexport const app = [Koa, it, read];\n`,
  'src/workers/mail.ts': importOf('../db/orders.ts'),
  'src/server.ts': `import { app } from './http/app.ts';\nimport { door } from './db/write-door.ts';\nexport const it = [app, door];\n`,
  'main/main.ts': importOf('../src/server.ts'),
  'renderer/features/sell/sell.tsx': importOf('../../../src/shared/money.ts'),
  'renderer/scanner/decide.ts': `import { used } from '../../src/domain/refund.ts';\nexport const it = used;\n`,
};

describe('the floors', () => {
  it('lets through what the design allows, and reads every floor', async () => {
    expect(await broken(everyFloor)).toEqual([]);
    const { counts } = await checkFloors(house);
    expect(Object.fromEntries(counts)).toEqual({
      main: 1,
      renderer: 2,
      'src/db': 2,
      'src/domain': 1,
      'src/http': 1,
      'src/server.ts': 1,
      'src/shared': 2,
      'src/usecases': 1,
      'src/workers': 1,
    });
  });

  it.each([
    ['shared-imports-zod-only', 'src/shared/a.ts', '../domain/b.ts'],
    ['shared-imports-zod-only', 'src/shared/a.ts', 'kysely'],
    ['shared-imports-zod-only', 'src/shared/a.ts', 'temporal-polyfill'],
    ['shared-imports-zod-only', 'src/shared/a.ts', 'node:fs'],
    ['instant-imports-temporal', 'src/shared/instant.ts', 'kysely'],
    ['domain-imports-shared-only', 'src/domain/a.ts', '../db/b.ts'],
    ['domain-imports-shared-only', 'src/domain/a.ts', 'node:crypto'],
    ['domain-imports-shared-only', 'src/domain/a.ts', 'zod'],
    ['db-imports', 'src/db/a.ts', '../usecases/b.ts'],
    ['db-imports-types-of-domain', 'src/db/a.ts', '../domain/b.ts'],
    ['usecases-imports', 'src/usecases/a.ts', '../http/b.ts'],
    ['http-imports', 'src/http/a.ts', '../domain/b.ts'],
    ['http-imports', 'src/http/routes/a.ts', '../../db/write-door.ts'],
    ['http-imports', 'src/http/a.ts', '../db/open.ts'],
    ['http-imports', 'src/http/a.ts', '../db/migrations/index.ts'],
    ['http-imports', 'src/http/a.ts', '../workers/b.ts'],
    ['workers-imports', 'src/workers/a.ts', '../http/b.ts'],
    ['server-imports', 'src/server.ts', '../main/b.ts'],
    ['nobody-imports-the-server', 'src/workers/a.ts', '../server.ts'],
    ['src-has-no-other-floor', 'src/helpers/a.ts', '../shared/b.ts'],
    ['main-imports', 'main/a.ts', '../src/usecases/b.ts'],
    ['main-imports', 'main/a.ts', '../renderer/b.ts'],
    ['renderer-imports', 'renderer/lib/a.ts', '../../src/domain/b.ts'],
    ['renderer-imports', 'renderer/app/a.tsx', '../../main/b.ts'],
    ['scanner-imports', 'renderer/scanner/a.ts', '../../src/db/b.ts'],
    ['features-never-import-each-other', 'renderer/features/sell/a.tsx', '../orders/b.tsx'],
    ['pages-know-no-node', 'renderer/lib/a.ts', 'node:path'],
    ['electron-in-main-only', 'renderer/lib/a.ts', 'electron'],
    ['electron-in-main-only', 'src/server.ts', 'electron'],
    ['main-imports', 'main/a.ts', '../test/support/b.ts'],
  ])('%s: %s may not import %s', async (rule, from, specifier) => {
    const local = specifier.startsWith('.');
    const to = local ? path.posix.join(path.posix.dirname(from), specifier) : specifier.replace('node:', '');
    const found = await broken({ [from]: importOf(specifier), ...(local ? { [to]: target } : {}) });
    expect(found).toContain(`${rule}: ${from} → ${to}`);
  });

  it('sees type-only, dynamic and re-exporting imports', async () => {
    const found = await broken({
      'src/domain/b.ts': target,
      'main/typed.ts': "import type { it } from '../src/domain/b.ts';\nexport type T = typeof it;\n",
      'main/lazy.ts': "export const lazy = () => import('../src/domain/b.ts');\n",
      'main/again.ts': "export { it } from '../src/domain/b.ts';\n",
    });
    expect(found).toEqual(['again', 'lazy', 'typed'].map((name) => `main-imports: main/${name}.ts → src/domain/b.ts`));
  });

  it('finds a circle, even one of types', async () => {
    const found = await broken({
      'src/domain/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'src/domain/b.ts': "import type { A } from './a.ts';\nexport type B = A;\n",
    });
    expect(found).toEqual(['no-circles: src/domain/a.ts → src/domain/b.ts']);
  });

  it('finds an import that leads nowhere', async () => {
    expect(await broken({ 'main/a.ts': importOf('./gone.ts') })).toEqual(['resolvable: main/a.ts → ./gone.ts']);
  });

  it('finds code among the resources', async () => {
    expect(await broken({ 'resources/icons/draw.ts': target })).toEqual([
      'resources-hold-no-code: resources/icons/draw.ts',
    ]);
  });
});

import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { enterDemo } from '../../src/shared/demo.ts';
import { makeFolder, readFolder, removeFolder } from '../support/ledger.ts';
import { startTestServer } from '../support/server.ts';
import { until } from './support/use-mail.ts';

test('stopping while the demo is being made does not wait for its end, and half of one is thrown away', async () => {
  const dataDir = makeFolder();
  const server = await startTestServer({ dataDir });
  const making = path.join(dataDir, 'demo.making');
  const sold = () => readFolder(making, (db) => db.selectFrom('orders').select('id').execute());
  const entering = server.call(enterDemo, {}).then(
    () => 'made',
    (error: unknown) => String(error),
  );
  await until(
    () => Promise.resolve(existsSync(path.join(making, 'ledger.db'))),
    (exists) => exists,
  );
  await until(
    () => sold().catch(() => []),
    (orders) => orders.length > 0,
  );
  await server.stop();
  expect(await entering).toContain('503');
  expect([existsSync(making), existsSync(path.join(dataDir, 'demo'))]).toEqual([false, false]);
  removeFolder(dataDir);
});

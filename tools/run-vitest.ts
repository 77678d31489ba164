// `npm run faults` and `npm run bench`: the project named by the first argument at full length (`npm test` runs it short).
import { createRequire } from 'node:module';
import path from 'node:path';
import { become } from './lib/become.ts';
import { buildOrExit } from './lib/build-or-exit.ts';

const [project = 'unit', ...rest] = process.argv.slice(2);
await buildOrExit();
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const env = { ...process.env, BOX_OFFICE_LONG: '1' };
become(process.execPath, [vitest, 'run', '--project', project, ...rest], env);

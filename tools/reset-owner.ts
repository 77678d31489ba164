// `npm run reset-owner`: builds what is stale, then runs dist/main/reset-owner.cjs.
import { become } from './lib/become.ts';
import { buildOrExit } from './lib/build-or-exit.ts';
import { inRoot } from './lib/root.ts';

await buildOrExit();
become(process.execPath, [inRoot('dist', 'main', 'reset-owner.cjs'), ...process.argv.slice(2)]);

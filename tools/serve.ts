// `npm run serve`: builds what is stale, then runs dist/main/serve.cjs.
import { become } from './lib/become.ts';
import { buildOrExit } from './lib/build-or-exit.ts';
import { inRoot } from './lib/root.ts';

await buildOrExit();
become(process.execPath, [inRoot('dist', 'main', 'serve.cjs'), ...process.argv.slice(2)]);

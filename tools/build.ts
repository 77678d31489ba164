// `npm run build`: builds what is stale. `--force` builds everything.
import { buildStale } from './lib/build-stale.ts';
import { explain } from './lib/explain.ts';

try {
  await buildStale({ force: process.argv.includes('--force') });
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

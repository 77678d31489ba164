import { buildStale } from './build-stale.ts';
import { explain } from './explain.ts';

/** Builds what is stale, or prints why that failed and ends the process with 1. */
export async function buildOrExit(): Promise<void> {
  try {
    await buildStale();
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

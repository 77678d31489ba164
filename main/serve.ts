// `npm run serve`: the same server and console without a window.
import { beginServing, whyNot } from './begin-serving.ts';
import { readOptions } from './options.ts';

async function serve(): Promise<void> {
  const starting = beginServing(readOptions(process.argv.slice(2)));

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    starting.then((boxOffice) => boxOffice.stop()).then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  const boxOffice = await starting;
  console.log(`TicketWave Box Office listening on ${boxOffice.url}`);
}

function fail(error: unknown): void {
  console.error(whyNot(error));
  process.exit(1);
}

serve().catch(fail);

// `node open-folder.ts FOLDER`: a second box office. Opens the folder's ledger, says "open", and closes it when its input ends.
import { once } from 'node:events';
import { FolderInUse } from '../../../src/db/folder-lock.ts';
import { openLedger } from '../../../src/db/open.ts';

try {
  const ledger = await openLedger(process.argv[2] ?? '', { patience: 0 });
  console.log('open');
  process.stdin.resume();
  await once(process.stdin, 'end');
  await ledger.close();
} catch (error) {
  if (!(error instanceof FolderInUse)) throw error;
  console.log(error.message);
}

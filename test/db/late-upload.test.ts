import { expect, it } from 'vitest';
import { MINUTE, toInstant } from '../../src/shared/instant.ts';
import { scanTicket } from '../../src/usecases/scan-ticket.ts';
import { undoScan } from '../../src/usecases/undo-scan.ts';
import { uploadScan } from '../../src/usecases/upload-scan.ts';
import { buildEventIn, buildScan, callAt, sellIn } from '../support/build-in-ledger.ts';
import { buildClock } from '../support/clock.ts';
import { openTestLedger } from '../support/ledger.ts';

it('an entry that is uploaded after a later stay has ended counts as inside, and can be undone', async () => {
  const { ledger, close } = await openTestLedger();
  const clock = buildClock();
  const call = () => callAt(clock.now());
  const event = await buildEventIn(ledger, call());
  const [code = ''] = await sellIn(ledger, call(), event);
  const scan = (mode: 'entry' | 'exit') => ledger.write((trx) => scanTicket(trx, call(), buildScan(code, { mode })));
  const scannedAt = toInstant(clock.now());
  clock.pass(MINUTE);
  await scan('entry');
  clock.pass(MINUTE);
  await scan('exit');

  const late = { nonce: 'late', qrCode: code, gate: null, mode: 'entry', scannedAt } as const;
  expect(await ledger.write((trx) => uploadScan(trx, call(), late))).toMatchObject({ status: 200 });
  expect(await scan('entry')).toMatchObject({
    status: 409,
    body: { code: 'already_checked_in', checkedInAt: scannedAt },
  });
  await ledger.write((trx) => undoScan(trx, call(), { qrCode: code, reason: 'A mistake' }));
  expect(await scan('entry')).toMatchObject({ status: 200 });
  await close();
});

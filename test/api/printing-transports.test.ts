import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { encodeSlip } from '../../src/pdf/escpos.ts';
import { layOutSlip } from '../../src/domain/lay-out-slip.ts';
import { sendToNetwork, type NetworkPrinter } from '../../src/workers/network-printer.ts';
import { openPrintQueues } from '../../src/workers/print-queues.ts';
import { linesOf } from '../support/escpos.ts';
import { buildFakePrintQueues } from '../support/fake-print-queues.ts';
import { closedPort, startFakePrinter, type Manner } from '../support/fake-printer.ts';
import { until } from './support/use-mail.ts';

const bytes = encodeSlip({
  rows: layOutSlip([{ kind: 'text', text: 'Hello' }, { kind: 'cut' }], 48),
  columns: 48,
  profile: 'generic',
  cutter: true,
  nativeQr: true,
  drawer: false,
});
const ORIGIN = 'http://127.0.0.1:4870';
/** Long enough for a busy machine where an answer comes; where none comes, the test waits this long. */
const PATIENCE = { connect: 3_000, status: 1_000, write: 3_000, print: 1_500 };

const send = (printer: Partial<NetworkPrinter> & { readonly port: number }) =>
  sendToNetwork({ host: '127.0.0.1', asks: true, ...printer }, bytes, ORIGIN, PATIENCE);

async function printerThat(manner: Manner) {
  const printer = await startFakePrinter(manner);
  onTestFinished(() => printer.close());
  return printer;
}

describe('a network printer', () => {
  test('that answers has printed once it says so; one that is silent, once it ends the connection', async () => {
    const good = await printerThat('good');
    expect(await send({ port: good.port })).toBe(true);
    await until(
      async () => good.jobs.length,
      (count) => count === 1,
    );
    expect(linesOf(good.last())).toEqual(['Hello']);
    const silent = await printerThat('silent');
    expect(await send({ port: silent.port })).toBe(false);
    expect(await send({ port: silent.port, asks: false })).toBe(false);
    await until(
      async () => silent.jobs.length,
      (count) => count === 2,
    );
    expect(linesOf(silent.last())).toEqual(['Hello']);
  });

  test.each([
    ['no paper', { problem: 'paper_out', isCertain: true, message: 'The printer is out of paper.' }],
    ['cover open', { problem: 'cover_open', isCertain: true, message: 'The cover of the printer is open.' }],
    ['runs out', { problem: 'paper_out', isCertain: false }],
    ['drops', { problem: 'closed_early', isCertain: false }],
    ['hangs', { problem: 'unconfirmed', isCertain: false }],
  ] as const)('that %s says what is certain and what is not', async (manner, trouble) => {
    const printer = await printerThat(manner);
    await expect(send({ port: printer.port })).rejects.toMatchObject(trouble);
    // What certainly did not come out was never sent.
    if (trouble.isCertain) expect(printer.jobs).toEqual([]);
  });

  test('that is not there is unreachable, in words', async () => {
    const port = await closedPort();
    await expect(send({ port })).rejects.toMatchObject({
      problem: 'refused',
      isCertain: true,
      message: `Nothing takes print jobs at 127.0.0.1:${port}. Is it the printer's address?`,
    });
    const nowhere = sendToNetwork({ host: 'printer.invalid', port, asks: true }, bytes, ORIGIN, PATIENCE, () =>
      Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })),
    );
    await expect(nowhere).rejects.toMatchObject({ problem: 'unreachable', isCertain: true });
  });

  test('is never an address outside the local network, nor this box office, whatever its name turns into', async () => {
    const addresses = [
      '93.184.216.34',
      '169.254.169.254',
      '::ffff:169.254.169.254',
      '0.0.0.0',
      '2606:2800:220:1::1',
      'fe80::1',
    ];
    for (const address of addresses) {
      const refused = { problem: 'address_refused', isCertain: true };
      await expect(send({ host: address, port: 9100 })).rejects.toMatchObject(refused);
      const family = address.includes(':') ? 6 : 4;
      const answers = [
        { address: '192.168.1.50', family: 4 },
        { address, family },
      ];
      const named = sendToNetwork({ host: 'printer.lan', port: 9100, asks: true }, bytes, ORIGIN, PATIENCE, () =>
        Promise.resolve(answers),
      );
      await expect(named).rejects.toMatchObject(refused);
    }
    const printer = await printerThat('good');
    const own = sendToNetwork(
      { host: '127.0.0.1', port: printer.port, asks: true },
      bytes,
      `http://127.0.0.1:${printer.port}`,
      PATIENCE,
    );
    await expect(own).rejects.toMatchObject({ problem: 'address_refused' });
    expect(printer.connections).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('the queues of CUPS', () => {
  test('take the bytes as they are, by their name alone', async () => {
    const fake = buildFakePrintQueues();
    onTestFinished(() => fake.remove());
    const queues = openPrintQueues({ platform: 'linux', path: fake.path });
    expect(await queues.list()).toEqual(['Receipts', 'Stopped', 'Broken']);
    const title = '$(touch /tmp/never); -o landscape';
    await queues.send('Receipts', title, bytes);
    expect(fake.bytes()).toEqual(bytes);
    expect(fake.args()).toEqual(['-d', 'Receipts', '-o', 'raw', '-t', title]);
    for (const name of ['Unknown', '-o', 'Receipts; rm', '../Receipts'])
      await expect(queues.send(name, 'x', bytes)).rejects.toMatchObject({ problem: 'no_queue', isCertain: true });
    await expect(queues.send('Stopped', 'x', bytes)).rejects.toMatchObject({
      problem: 'queue_stopped',
      isCertain: true,
    });
    await expect(queues.send('Broken', 'x', bytes)).rejects.toMatchObject({
      problem: 'queue_failed',
      message: 'The print system refused the job: lp: Unsupported document-format "application/vnd.cups-raw".',
    });
    expect(fake.count()).toBe(1);
  });

  test('are none where there is no print system', async () => {
    const queues = openPrintQueues({ platform: 'linux', path: '/nowhere' });
    await expect(queues.list()).rejects.toMatchObject({ problem: 'no_queue' });
  });

  test('of Windows are the printers that it shares', async () => {
    const fake = buildFakePrintQueues();
    const shares = mkdtempSync(path.join(tmpdir(), 'box-office-shares-'));
    onTestFinished(() => {
      fake.remove();
      rmSync(shares, { recursive: true, force: true });
    });
    const script = path.join(fake.path, 'powershell.exe');
    writeFileSync(script, '#!/bin/sh\nprintf "Receipt\\r\\nMissing\\\\sub\\r\\n"\n', { mode: 0o755 });
    const queues = openPrintQueues({ platform: 'win32', path: fake.path, shares });
    await queues.send('Receipt', 'x', bytes);
    expect(readFileSync(path.join(shares, 'Receipt'))).toEqual(bytes);
    await expect(queues.send('..', 'x', bytes)).rejects.toMatchObject({ problem: 'no_queue' });
  });
});

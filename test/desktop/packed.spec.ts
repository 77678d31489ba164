import { expect } from '@playwright/test';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../../tools/lib/root.ts';
import { buildEvent } from '../support/build-event.ts';
import { sell } from '../support/build-order.ts';
import { buildClient } from '../support/client.ts';
import { test } from '../support/desktop.ts';
import { signUp } from '../support/owner.ts';
import { codesOf, readPdf } from '../support/pdf.ts';

const run = promisify(execFile);

test('the packed application starts and serves from inside its archive', async ({ openDesktop }) => {
  test.setTimeout(300_000);
  const release = fs.mkdtempSync(path.join(os.tmpdir(), 'box-office-release-'));
  try {
    await run(process.execPath, [inRoot('tools', 'package.ts'), `-c.directories.output=${release}`]);
    const [packed] = fs.globSync(`${release}/**/app.asar`);
    if (packed === undefined) throw new Error('the package holds no app.asar');

    const { app, page, origin } = await openDesktop({ packed });
    expect(await app.evaluate(({ app: electron }) => electron.getAppPath())).toBe(packed);
    await expect(page).toHaveTitle(/TicketWave Box Office/);
    await expect(page.getByRole('textbox').first()).toBeVisible();
    const answers = await page.evaluate(() =>
      Promise.all(['/api/health', '/api/docs', '/api/openapi.json'].map(async (url) => (await fetch(url)).status)),
    );
    expect(answers).toEqual([200, 200, 200]);

    // Its fonts and the thread that draws with them are in the archive too.
    const owner = await signUp(buildClient(origin, null));
    const client = buildClient(origin, owner);
    const order = await sell(client, await buildEvent(client), { customerName: 'Zoë משה 张伟' });
    const printed = await fetch(`${origin}/api/admin/orders/${order.id}/tickets.pdf`, {
      headers: { Authorization: `Bearer ${owner}` },
    });
    const pdf = Buffer.from(await printed.arrayBuffer());
    expect(await codesOf(pdf)).toEqual(order.tickets.map(({ qrCode }) => qrCode));
    expect(readPdf(pdf).fonts).toHaveLength(4);
  } finally {
    fs.rmSync(release, { recursive: true, force: true });
  }
});

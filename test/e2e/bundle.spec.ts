import { expect, test } from '@playwright/test';
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../../tools/lib/root.ts';

/** Bytes, gzipped, of the scripts that a page names. */
function scriptsOf(file: string): number {
  const page = fs.readFileSync(inRoot('dist', 'renderer', file), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, script = '']) => script);
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts
    .map((script) => gzipSync(fs.readFileSync(inRoot('dist', 'renderer', script))).byteLength)
    .reduce((sum, size) => sum + size, 0);
  test
    .info()
    .annotations.push({ type: 'gzipped', description: `${Math.round(bytes / 1000)} kB in ${scripts.length} files` });
  return bytes;
}

test('what the console loads before its first screen is under 350 kB gzipped', () => {
  expect(scriptsOf('index.html')).toBeLessThan(350_000);
});

test("what the public's page loads is under 120 kB gzipped", () => {
  expect(scriptsOf('public-page/index.html')).toBeLessThan(120_000);
});

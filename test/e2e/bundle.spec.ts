import { expect, test } from '@playwright/test';
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../../tools/lib/root.ts';

test('what the console loads before its first screen is under 350 kB gzipped', () => {
  const page = fs.readFileSync(inRoot('dist', 'renderer', 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file);
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts
    .map((file) => gzipSync(fs.readFileSync(inRoot('dist', 'renderer', file))).byteLength)
    .reduce((sum, size) => sum + size, 0);
  test
    .info()
    .annotations.push({ type: 'gzipped', description: `${Math.round(bytes / 1000)} kB in ${scripts.length} files` });
  expect(bytes).toBeLessThan(350_000);
});

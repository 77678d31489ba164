import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Settings } from '../../main/settings.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'box-office-settings-'));
  file = path.join(folder, 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = { x: 1, y: 2, width: 1000, height: 700, maximized: false };

it('keeps what was set', () => {
  const settings = new Settings(file);
  expect([settings.get('printer'), settings.get('window')]).toEqual([null, null]);
  settings.set('printer', 'Counter');
  settings.set('window', place);
  const again = new Settings(file);
  expect([again.get('printer'), again.get('window')]).toEqual(['Counter', place]);
});

it.each(['', '{', '[]', 'null', '"a"', '{"printer":7,"window":{"x":"left"}}'])(
  'forgets what it cannot read: %s',
  (text) => {
    writeFileSync(file, text);
    const settings = new Settings(file);
    expect([settings.get('printer'), settings.get('window')]).toEqual([null, null]);
    settings.set('printer', 'Counter');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ printer: 'Counter', window: null });
  },
);

it('keeps what it can read beside what it cannot', () => {
  writeFileSync(file, JSON.stringify({ printer: 'Counter', window: { ...place, width: -1 } }));
  const settings = new Settings(file);
  expect([settings.get('printer'), settings.get('window')]).toEqual(['Counter', null]);
});

import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyFileVault } from '../../src/vault.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => removeFolder(folder));

const keyFile = (): string => path.join(folder, 'secrets.key');

test('what was sealed opens again, also after a restart', () => {
  const sealed = keyFileVault(folder).seal('pässwörd 🔑');
  expect(sealed).not.toContain('pässwörd');
  expect(keyFileVault(folder).open(sealed)).toBe('pässwörd 🔑');
  expect(keyFileVault(folder).open(keyFileVault(folder).seal(''))).toBe('');
});

test('the same secret looks different each time', () => {
  const vault = keyFileVault(folder);
  expect(vault.seal('secret')).not.toBe(vault.seal('secret'));
});

test('the key is for this user alone', () => {
  keyFileVault(folder).seal('secret');
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
});

test('nothing is made before there is something to seal', () => {
  expect(keyFileVault(folder).open('key1:AAAA')).toBeNull();
  expect(() => readFileSync(keyFile())).toThrow('ENOENT');
});

test('a secret from another machine counts as none', () => {
  const elsewhere = makeFolder();
  const sealed = keyFileVault(elsewhere).seal('secret');
  removeFolder(elsewhere);
  keyFileVault(folder).seal('own');
  expect(keyFileVault(folder).open(sealed)).toBeNull();
});

test.each(['', 'key1:', 'key1:AAAA', 'os1:AAAA', 'secret'])('what was never sealed counts as none: %j', (text) => {
  keyFileVault(folder).seal('own');
  expect(keyFileVault(folder).open(text)).toBeNull();
});

test('a secret that was tampered with counts as none', () => {
  const vault = keyFileVault(folder);
  const bytes = Buffer.from(vault.seal('secret').slice(5), 'base64');
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(vault.open(`key1:${changed.toString('base64')}`)).toBeNull();
  }
});

test('a damaged key is replaced, for this user alone', () => {
  writeFileSync(keyFile(), 'half a k');
  chmodSync(keyFile(), 0o644);
  const sealed = keyFileVault(folder).seal('secret');
  expect(keyFileVault(folder).open(sealed)).toBe('secret');
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
});

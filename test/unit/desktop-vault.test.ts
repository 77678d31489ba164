import { afterEach, beforeEach, expect, test } from 'vitest';
import { desktopVault, type Keychain } from '../../main/vault.ts';
import { keyFileVault } from '../../src/vault.ts';
import { makeFolder, removeFolder } from '../support/ledger.ts';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => removeFolder(folder));

const keychain = (changes: Partial<Keychain> = {}): Keychain => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`kept ${text}`),
  decryptString: (sealed) => {
    const text = sealed.toString();
    if (!text.startsWith('kept ')) throw new Error('Error while decrypting the ciphertext');
    return text.slice(5);
  },
  ...changes,
});

test('the system keeps the key where it can', () => {
  const vault = desktopVault(folder, keychain());
  const sealed = vault.seal('secret');
  expect(sealed).toMatch(/^os1:/);
  expect(vault.open(sealed)).toBe('secret');
});

test.each([
  ['has none', { isEncryptionAvailable: () => false }],
  ['only hides it by a password that everybody knows', { getSelectedStorageBackend: () => 'basic_text' }],
])('a key file serves where the system %s', (_why, changes) => {
  const vault = desktopVault(folder, keychain(changes));
  const sealed = vault.seal('secret');
  expect(sealed).toMatch(/^key1:/);
  expect(vault.open(sealed)).toBe('secret');
  // With a window or without one.
  expect(keyFileVault(folder).open(sealed)).toBe('secret');
});

test('what was sealed without a window opens in one too', () => {
  expect(desktopVault(folder, keychain()).open(keyFileVault(folder).seal('secret'))).toBe('secret');
});

test('what another machine’s or person’s system sealed counts as not set', () => {
  const sealed = `os1:${Buffer.from('of another').toString('base64')}`;
  expect(desktopVault(folder, keychain()).open(sealed)).toBeNull();
  expect(desktopVault(folder, keychain({ isEncryptionAvailable: () => false })).open(sealed)).toBeNull();
  expect(keyFileVault(folder).open(sealed)).toBeNull();
});

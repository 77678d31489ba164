import { keyFileVault, type Vault } from '../src/server.ts';

/** Electron's safeStorage, as far as it is asked for. */
export interface Keychain {
  isEncryptionAvailable(): boolean;
  /** On Linux alone: `basic_text` is a password that everybody knows. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
}

const MARK = 'os1:';

/**
 * A vault whose key the system keeps with the person's own passwords (Keychain, Credential Manager, the wallet of the Linux desktop). Where
 * it has none, or none yet, the key file of the data folder serves, as it does without a window; what that sealed always opens.
 */
export function desktopVault(dataDir: string, keychain: Keychain): Vault {
  const keyFile = keyFileVault(dataDir);
  const isSafe = (): boolean =>
    keychain.isEncryptionAvailable() && keychain.getSelectedStorageBackend?.() !== 'basic_text';

  return {
    seal: (text) => (isSafe() ? MARK + keychain.encryptString(text).toString('base64') : keyFile.seal(text)),
    open: (sealed) => {
      if (!sealed.startsWith(MARK)) return keyFile.open(sealed);
      try {
        return isSafe() ? keychain.decryptString(Buffer.from(sealed.slice(MARK.length), 'base64')) : null;
      } catch {
        return null;
      }
    },
  };
}

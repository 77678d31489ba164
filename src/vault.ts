import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Keeps secrets that must be read again, such as a password for the mail server, unreadable in the ledger and its backups. */
export interface Vault {
  seal(text: string): string;
  /** The text again; null where it was sealed on another machine, or was damaged: then it counts as not set. */
  open(sealed: string): string | null;
}

const MARK = 'key1:';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A vault whose key is a file of the data folder, `secrets.key`, that only this user may read; made when the first secret is sealed. It
 * stays out of the backups, which hold the ledger alone. AES-256-GCM, a new nonce for each secret.
 */
export function keyFileVault(folder: string): Vault {
  const file = path.join(folder, 'secrets.key');

  const readKey = (): Buffer | null => {
    if (!existsSync(file)) return null;
    const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
    return key.length === KEY_BYTES ? key : null;
  };
  const makeKey = (): Buffer => {
    const key = randomBytes(KEY_BYTES);
    writeFileSync(file, key.toString('base64'), { mode: 0o600 });
    // The mode above counts for a new file only, and one that is damaged is written over.
    chmodSync(file, 0o600);
    return key;
  };

  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', readKey() ?? makeKey(), nonce);
      const sealed = [cipher.update(text, 'utf8'), cipher.final()];
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]).toString('base64');
    },
    open: (sealed) => {
      const key = readKey();
      if (key === null || !sealed.startsWith(MARK)) return null;
      const bytes = Buffer.from(sealed.slice(MARK.length), 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}

import Sqlite from 'better-sqlite3';
import { createSecretKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import jwt from 'jsonwebtoken';
import type { TestServer } from '../../support/server.ts';

/** Reads or changes the ledger's file behind the server's back: for what the API does not offer. */
export function withLedgerFile<T>(server: TestServer, work: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(path.join(server.dataDir, 'ledger.db'), { timeout: 5000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** The key that signs this server's tokens, which nobody outside ever sees. */
export function tokenKeyOf(server: TestServer): KeyObject {
  const row = withLedgerFile(server, (database) =>
    database.prepare(`SELECT value FROM settings WHERE key = 'tokenKey'`).get(),
  ) as { value: string };
  return createSecretKey(Buffer.from(JSON.parse(row.value) as string, 'base64'));
}

export interface Claims {
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly sub: string;
  readonly iss: string;
  readonly aud: string;
}

export const claimsOf = (token: string): Claims => jwt.decode(token) as Claims;

/** A token like `token` with some claims changed, signed as the server signs unless told. */
export const forge = (
  server: TestServer,
  token: string,
  changes: { [Name in keyof Claims]?: Claims[Name] | undefined },
  { key = tokenKeyOf(server), algorithm = 'HS256' }: { key?: KeyObject; algorithm?: jwt.Algorithm } = {},
): string => jwt.sign(JSON.stringify({ ...claimsOf(token), ...changes }), key, { algorithm });

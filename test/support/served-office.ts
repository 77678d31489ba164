import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildClient, type Client } from './client.ts';
import { signUp as signUpOwner } from './owner.ts';
import { serve } from './served.ts';

/** The built server with its console over a fresh ledger at the real time, spoken to as its owner, who has signed up. */
export interface ServedOffice extends Client {
  readonly url: string;
  /** The owner's token; empty where nobody signed up. */
  readonly owner: string;
  readonly stop: () => Promise<void>;
}

/** `signUp: false` leaves the box office as it is on its first start, without an owner. */
export async function serveOffice({ signUp = true } = {}): Promise<ServedOffice> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'box-office-served-'));
  const { url, end } = await serve({ dataDir, program: 'dist/main/serve.cjs' });
  const owner = signUp ? await signUpOwner(buildClient(url, null)) : null;
  return {
    ...buildClient(url, owner),
    url,
    owner: owner ?? '',
    async stop() {
      await end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

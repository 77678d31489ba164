import { storage } from './storage.ts';
import { createStore, useStore } from './store.ts';

/** The demo and the real ledger know different people, so each keeps its own token: leaving the demo signs nobody out. */
export type Ledger = 'real' | 'demo';

interface Session {
  readonly token: string | null;
  readonly ledger: Ledger;
  /** Why the person must sign in again, to be said once. */
  readonly ended: boolean;
}

const keyOf = (ledger: Ledger): string => `token.${ledger}`;

const ledgerThen: Ledger = storage.read('ledger') === 'demo' ? 'demo' : 'real';

const session = createStore<Session>({ token: storage.read(keyOf(ledgerThen)), ledger: ledgerThen, ended: false });

export const token = (): string | null => session.get().token;

/** Follows the server into the ledger that it has open. */
export function followLedger(ledger: Ledger): void {
  if (session.get().ledger === ledger) return;
  storage.write('ledger', ledger);
  session.set({ token: storage.read(keyOf(ledger)), ledger, ended: false });
}

export function signedIn(newToken: string, ledger: Ledger): void {
  storage.write('ledger', ledger);
  storage.write(keyOf(ledger), newToken);
  session.set({ token: newToken, ledger, ended: false });
}

/** Forgets `refused` (the token that a call was made with), unless somebody has signed in since. */
export function signedOut(refused: string | null, ended = false): void {
  const { token: current, ledger } = session.get();
  if (current === null || current !== refused) return;
  storage.write(keyOf(ledger), null);
  session.set({ token: null, ledger, ended });
}

export const useSession = (): Session => useStore(session);

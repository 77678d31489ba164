import { storage } from './storage.ts';
import { createStore, useStore } from './store.ts';

/** `locked` survives a reload, and only a PIN or a password ends it; `switching` may be left again. */
export type Lock = 'open' | 'switching' | 'locked';

const lock = createStore<Lock>(storage.read('locked') === '1' ? 'locked' : 'open');

export const useLock = (): Lock => useStore(lock);

export function setLock(next: Lock): void {
  storage.write('locked', next === 'locked' ? '1' : null);
  lock.set(next);
}

import { createStore, useStore } from './store.ts';

/** Whether the server answered last time it was asked. */
const connected = createStore(true);

let lastAnswerAt = 0;

export function heardFromServer(): void {
  lastAnswerAt = Date.now();
  connected.set(true);
}

export const lostServer = (): void => connected.set(false);

export const quietSince = (): number => Date.now() - lastAnswerAt;

export const useConnected = (): boolean => useStore(connected);

import { createStore, useStore } from './store.ts';

/** Whether the server answered last time it was asked. */
const connected = createStore(true);

export const heardFromServer = (): void => connected.set(true);

export const lostServer = (): void => connected.set(false);

export const useConnected = (): boolean => useStore(connected);

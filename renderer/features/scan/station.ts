import { storage } from '../../lib/storage.ts';
import { createStore, useStore } from '../../lib/store.ts';

export type Mode = 'entry' | 'exit';

/** Where this machine stands. Remembered, as it stays there all night; the mode is not, as a door that lets out by mistake is dear. */
interface Station {
  readonly gate: string | null;
  readonly mode: Mode;
  /** Gates that were named on this machine, besides those that the event knows. */
  readonly namedGates: readonly string[];
}

const GATES = 'scan.gates';

function remembered(): Station {
  const gates = storage.read(GATES);
  return {
    gate: storage.read('scan.gate'),
    mode: 'entry',
    namedGates: gates === null ? [] : gates.split('\n'),
  };
}

const station = createStore<Station>(remembered());

export const useStation = (): Station => useStore(station);

export function chooseGate(gate: string | null): void {
  storage.write('scan.gate', gate);
  station.set({ ...station.get(), gate });
}

export function nameGate(name: string): void {
  const { namedGates } = station.get();
  if (!namedGates.includes(name)) {
    storage.write(GATES, [...namedGates, name].join('\n'));
    station.set({ ...station.get(), namedGates: [...namedGates, name] });
  }
  chooseGate(name);
}

export const chooseMode = (mode: Mode): void => station.set({ ...station.get(), mode });

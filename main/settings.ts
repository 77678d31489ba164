import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { savedPlace } from './window/place-window.ts';

/** What this machine remembers of its user's wishes. Lost, it costs nothing, so what cannot be read is simply forgotten. */
const contents = z
  .object({
    /** Name of the printer that prints without a dialog. */
    printer: z.string().nullable().catch(null),
    window: savedPlace.nullable().catch(null),
  })
  .catch({ printer: null, window: null });
type Contents = z.infer<typeof contents>;

/** The settings of the desktop in one small JSON file; each change is on the disk when `set` returns. */
export class Settings {
  readonly #file: string;
  #contents: Contents;

  constructor(file: string) {
    this.#file = file;
    this.#contents = contents.parse(read(file));
  }

  get<K extends keyof Contents>(key: K): Contents[K] {
    return this.#contents[key];
  }

  set<K extends keyof Contents>(key: K, value: Contents[K]): void {
    this.#contents = { ...this.#contents, [key]: value };
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, `${JSON.stringify(this.#contents, null, 2)}\n`);
    renameSync(fresh, this.#file);
  }
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

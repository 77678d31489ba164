/** Work under the same name runs one after the other, in the order in which it came; other names do not wait for it. */
export class InTurn {
  readonly #last = new Map<string, Promise<void>>();

  /** Runs `work` once all that was begun before under this name has ended, well or badly. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const running = (before ?? Promise.resolve()).then(work);
    const ended = running.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(name, ended);
    try {
      return await running;
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    }
  }
}

/** Draws that only look random: the same seed draws the same demo (the sfc32 generator, seeded from the seed's characters). */
export class Chance {
  readonly #state = new Uint32Array(4);

  constructor(seed: string) {
    for (const [index, start] of [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef].entries()) {
      let hash = start;
      for (const sign of seed) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
      this.#state[index] = hash;
    }
    for (let round = 0; round < 16; round += 1) this.#next();
  }

  #next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const drawn = (a + b + counter) >>> 0;
    this.#state.set([b ^ (b >>> 9), (c + (c << 3)) >>> 0, (((c << 21) | (c >>> 11)) + drawn) >>> 0, counter + 1]);
    return drawn;
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.between(0, list.length - 1));
  }

  /** One of a list that begins with the common ones: of a hundred, the first ten are drawn a third of the time. */
  pickCommon<T>(list: readonly T[]): T {
    return at(list, Math.floor(this.fraction() ** 2 * list.length));
  }

  /** One of several, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return at(choices, choices.length - 1)[0];
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((entry) => ({ entry, order: this.fraction() }))
      .sort((one, other) => one.order - other.order)
      .map(({ entry }) => entry);
  }
}

function at<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new Error('Nothing to draw from');
  return entry;
}

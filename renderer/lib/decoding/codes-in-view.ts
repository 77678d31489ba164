/** A code has left the view when this many milliseconds of looking did not find it. */
const GONE_AFTER = 1500;

/** Time between two looks that counts as looking; a page that stood still for longer saw nothing, so nothing left. */
const LONGEST_LOOK = 300;

/**
 * Tells a code newly held up from one that stays in view, which is read again with every frame. A code counts once until it
 * has left; presented a second time, it counts a second time.
 */
export class CodesInView {
  readonly #absentFor = new Map<string, number>();
  #lastLook: number | null = null;

  /** The codes of one look at the time `now` (milliseconds) that were not in view before. */
  look(codes: readonly string[], now: number): string[] {
    const looked = this.#lastLook === null ? 0 : Math.min(now - this.#lastLook, LONGEST_LOOK);
    this.#lastLook = now;
    for (const [code, absentFor] of this.#absentFor) {
      if (absentFor + looked >= GONE_AFTER) this.#absentFor.delete(code);
      else this.#absentFor.set(code, absentFor + looked);
    }
    const fresh = [...new Set(codes)].filter((code) => !this.#absentFor.has(code));
    for (const code of codes) this.#absentFor.set(code, 0);
    return fresh;
  }
}

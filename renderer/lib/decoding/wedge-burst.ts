/** A key as a keyboard event tells of it. */
export interface Key {
  /** What it types in the layout of this machine: 'A', '-', 'Enter', 'Shift'. */
  key: string;
  /** Where it lies on the keyboard, in the words of a US layout: 'KeyA', 'Minus'. */
  code: string;
  /** Milliseconds. */
  at: number;
}

/** Nobody types this fast for long; a scanner that acts as a keyboard is never this slow. */
const LONGEST_GAP = 35;

/** Two or three keys can roll under a quick hand within the gap; this many cannot. */
const SHORTEST_CODE = 6;

/** What our codes, and nearly all others, are made of. */
const PLAIN_CODE = /^[\w-]+$/;

const US_KEYS: Readonly<Record<string, string>> = {
  Minus: '-',
  NumpadSubtract: '-',
  Space: ' ',
  Period: '.',
  Slash: '/',
};

function keyOfUsLayout({ code, key }: Key): string {
  const plain = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1];
  return plain ?? US_KEYS[code] ?? key;
}

/** Gathers keys that follow each other faster than a hand types, as a hand-held scanner on USB sends them. */
export class WedgeBurst {
  #keys: Key[] = [];

  /** How many keys of the present burst are gathered. */
  get length(): number {
    return this.#keys.length;
  }

  /** Takes the next key; answers the code when this Enter or Tab ends one, else null. */
  take(key: Key): string | null {
    const last = this.#keys.at(-1);
    const inTime = last !== undefined && key.at - last.at < LONGEST_GAP;
    if (key.key === 'Shift' || key.key === 'CapsLock') return null;
    if (key.key === 'Enter' || key.key === 'Tab') {
      const code = inTime ? this.#code() : null;
      this.#keys = [];
      return code;
    }
    if (!inTime) this.#keys = [];
    // Anything that types no character ends the burst: no scanner sends it.
    if (key.key.length === 1) this.#keys.push(key);
    else this.#keys = [];
    return null;
  }

  /**
   * Most scanners believe that they sit on a US keyboard. On another layout their hyphen arrives as an apostrophe or an ß and
   * letters change places; where the text as typed is no code, its keys' places tell what the scanner meant.
   */
  #code(): string | null {
    if (this.#keys.length < SHORTEST_CODE) return null;
    const typed = this.#keys.map(({ key }) => key).join('');
    if (PLAIN_CODE.test(typed)) return typed;
    const meant = this.#keys.map(keyOfUsLayout).join('');
    return PLAIN_CODE.test(meant) ? meant : typed;
  }
}

import { fold } from '../../shared/search-words.ts';
import type { Contact } from '../customers.ts';
import type { Chance } from './chance.ts';
import { CULTURES, type Culture } from './names.ts';

/** Numbers set aside for fiction by Ofcom, NANPA, ARCEP, the Bundesnetzagentur and PTS: nobody is ever called. */
const PHONES: Record<Culture['phones'], (chance: Chance) => string> = {
  british: (chance) => `+44 ${chance.pick(['7700 90', '20 7946 '])}0${digits(chance, 3)}`,
  american: (chance) => `+1 ${chance.pick([202, 305, 312, 415, 512, 617, 718, 917])} 555 01${digits(chance, 2)}`,
  french: (chance) => `+33 6 39 98 ${digits(chance, 2)} ${digits(chance, 2)}`,
  german: (chance) => `+49 30 23125 ${digits(chance, 3)}`,
  swedish: (chance) => `+46 ${chance.pick(['31 390 06', '40 628 04'])} ${digits(chance, 2)}`,
};

const digits = (chance: Chance, count: number): string =>
  String(chance.between(0, 10 ** count - 1)).padStart(count, '0');

/** Letters that do not come apart into a plain one and an accent. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', ı: 'i', þ: 'th' };

const mailbox = (text: string): string =>
  fold(text)
    .replaceAll(/[ßøłıþ]/g, (letter) => PLAIN[letter] ?? '')
    .replaceAll(/[^a-z]/g, '');

const NOBODY: Contact = { customerName: null, customerEmail: null, phone: null };

/** The visitors of the venue: newcomers, and regulars who come back under the same name, address and number. */
export class Crowd {
  readonly #chance: Chance;
  readonly #known: Contact[] = [];
  /** Addresses and numbers given out: two people never share one, though they may share a name. */
  readonly #taken = new Set<string>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** A buyer; nameless as often as told, as walk-ups are. */
  buyer(nameless: number): Contact {
    if (this.#chance.happens(nameless)) return NOBODY;
    if (this.#known.length > 50 && this.#chance.happens(0.33)) return this.#chance.pick(this.#known);
    const newcomer = this.#newcomer();
    this.#known.push(newcomer);
    return newcomer;
  }

  /** Who comes along: family as often as not. */
  companions(of: Contact, count: number): string[] {
    const family = of.customerName?.split(' ').slice(1).join(' ');
    return Array.from({ length: count }, () => {
      const culture = this.#culture();
      const own = family !== undefined && this.#chance.happens(0.5);
      return `${this.#chance.pickCommon(culture.first)} ${own ? family : this.#chance.pickCommon(culture.family)}`;
    });
  }

  #newcomer(): Contact {
    const culture = this.#culture();
    const first = this.#chance.pickCommon(culture.first);
    const family = this.#chance.pickCommon(culture.family);
    return {
      customerName: `${first} ${family}`,
      customerEmail: this.#chance.happens(0.75) ? this.#email(first, family) : null,
      phone: this.#chance.happens(0.55) ? this.#unused(() => PHONES[culture.phones](this.#chance)) : null,
    };
  }

  #culture(): Culture {
    return this.#chance.weighted(CULTURES.map((culture) => [culture, culture.share] as const));
  }

  #email(first: string, family: string): string {
    const [given, surname] = [mailbox(first), mailbox(family)];
    const domain = this.#chance.pick(['example.com', 'example.com', 'example.org', 'example.net']);
    const name = this.#chance.pick([`${given}.${surname}`, `${given.slice(0, 1)}.${surname}`, `${given}${surname}`]);
    let number = '';
    return this.#unused(() => {
      const address = `${name}${number}@${domain}`;
      number = String(this.#chance.between(1, 999));
      return address;
    });
  }

  #unused(draw: () => string): string {
    let drawn = draw();
    while (this.#taken.has(drawn)) drawn = draw();
    this.#taken.add(drawn);
    return drawn;
  }
}

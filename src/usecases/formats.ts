import type { Instant } from '../shared/instant.ts';
import { currencyDigits } from '../shared/money.ts';
import type { Language } from '../shared/settings.ts';

/** English as Europe writes it: the day before the month, 24 hours. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES' };

/** How a language writes days, times and money for a reader. */
export interface Formats {
  /** `Wednesday 15 July 2026` for `2026-07-15`. */
  day(date: string): string;
  /** `14:00 – 23:00`; `14:00` where the end is open. */
  hours(start: string, end: string | null): string;
  /** `15 Jul 2026, 14:00` on the clock of a zone. */
  moment(instant: Instant, zone: string): string;
  /** `€25.00` for 2500 in EUR. */
  money(minor: number, currency: string): string;
  /** `25.00` for 2500 in EUR: where the currency stands elsewhere already. */
  amount(minor: number, currency: string): string;
  /** `21%` for 2100, in hundredths of a percent. */
  percent(hundredths: number): string;
}

export function formatsOf(language: Language): Formats {
  const locale = LOCALES[language];
  // A calendar day has no zone: it is read and written in the same one.
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  return {
    day: (date) => {
      const text = day.format(new Date(`${date}T00:00:00Z`));
      return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
    },
    hours: (start, end) => (end === null ? start : `${start} – ${end}`),
    moment: (instant, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(instant)),
    money: (minor, currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 10 ** currencyDigits(currency)),
    amount: (minor, currency) => {
      const digits = currencyDigits(currency);
      const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return new Intl.NumberFormat(locale, options).format(minor / 10 ** digits);
    },
    percent: (hundredths) => percent.format(hundredths / 10_000),
  };
}

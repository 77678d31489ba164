import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { currencyDigits } from '../../src/shared/minor.ts';
import { formatLocale } from './format-locale.ts';

/** How this person reads money, numbers and times. Zones are IANA names; without one, the machine's. */
export interface Format {
  /** "€1,250.00" for "1250.00" and EUR. */
  money(amount: string, currency: string): string;
  /** "€1,250" where cents say nothing: tiles and bars. */
  moneyRound(amount: string, currency: string): string;
  number(value: number): string;
  /** "21%" for 21. */
  percent(value: number): string;
  /** "340 kB" or "1.2 MB" for bytes. */
  size(bytes: number): string;
  /** "Sat 25 Jul 2026" for a calendar day. */
  day(day: string): string;
  /** "25 Jul" for a calendar day of this year, else with the year. */
  shortDay(day: string): string;
  /** "22:15" of an instant. */
  time(instant: string, zone?: string): string;
  /** "22:15:30" of an instant. */
  timeWithSeconds(instant: string, zone?: string): string;
  /** "25 Jul, 22:15" of an instant. */
  dateTime(instant: string, zone?: string): string;
  /** "25 Jul, 22:15:30" of an instant. */
  dateTimeWithSeconds(instant: string, zone?: string): string;
  /** "25 July 2026, 22:15" of an instant, for paper. */
  longDateTime(instant: string, zone?: string): string;
  /** "3 minutes ago", "in 2 days". */
  relative(instant: string, now?: number): string;
}

const made = new Map<string, Format>();

export function formatFor(language: string): Format {
  const known = made.get(language);
  if (known) return known;
  const format = makeFormat(formatLocale(language));
  made.set(language, format);
  return format;
}

/** The formats of the language on screen; a switch of language draws again. */
export function useFormat(): Format {
  const { i18n } = useLingui();
  return useMemo(() => formatFor(i18n.locale), [i18n.locale]);
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function makeFormat(locale: string): Format {
  const money = new Map<string, Intl.NumberFormat>();
  const inCurrency = (currency: string, digits: number): Intl.NumberFormat => {
    const key = `${currency}${digits}`;
    let format = money.get(key);
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      money.set(key, format);
    }
    return format;
  };
  const times = new Map<string, Intl.DateTimeFormat>();
  const at = (instant: string, zone: string | undefined, options: Intl.DateTimeFormatOptions): string => {
    const key = `${zone}${JSON.stringify(options)}`;
    let format = times.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(locale, { ...options, hourCycle: 'h23', ...(zone ? { timeZone: zone } : {}) });
      times.set(key, format);
    }
    return format.format(new Date(instant));
  };
  const onDay = (day: string, options: Intl.DateTimeFormatOptions): string => at(`${day}T00:00:00Z`, 'UTC', options);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const kilobytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' });
  const megabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const clock = { hour: '2-digit', minute: '2-digit' } as const;

  return {
    money: (amount, currency) => inCurrency(currency, currencyDigits(currency)).format(Number(amount)),
    moneyRound: (amount, currency) => inCurrency(currency, 0).format(Number(amount)),
    number: (value) => numbers.format(value),
    size: (bytes) =>
      bytes < 1_000_000 ? kilobytes.format(Math.ceil(bytes / 1000)) : megabytes.format(bytes / 1_000_000),
    percent: (value) => percents.format(value / 100),
    day: (day) => onDay(day, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    shortDay: (day) => {
      const thisYear = day.startsWith(String(new Date().getFullYear()));
      return onDay(day, { day: 'numeric', month: 'short', ...(thisYear ? {} : { year: 'numeric' }) });
    },
    time: (instant, zone) => at(instant, zone, clock),
    timeWithSeconds: (instant, zone) => at(instant, zone, { ...clock, second: '2-digit' }),
    dateTime: (instant, zone) => at(instant, zone, { day: 'numeric', month: 'short', ...clock }),
    dateTimeWithSeconds: (instant, zone) =>
      at(instant, zone, { day: 'numeric', month: 'short', ...clock, second: '2-digit' }),
    longDateTime: (instant, zone) => at(instant, zone, { day: 'numeric', month: 'long', year: 'numeric', ...clock }),
    relative: (instant, now = Date.now()) => {
      const away = Date.parse(instant) - now;
      const step = STEPS.find(([, length]) => Math.abs(away) >= length);
      return step ? relatives.format(Math.trunc(away / step[1]), step[0]) : relatives.format(0, 'minute');
    },
  };
}

import { useMemo } from 'react';
import { useSpeech } from '../i18n/context';
import { useCity } from './city';
import { fill, formatLocale, type Language } from '../i18n/language';
import en from './messages/en.json';
import es from './messages/es.json';

/** Every message's key; `en.json` is the list of them. */
export type WordKey = keyof typeof en;

/** A message with one form for one thing and one for any other number of them. */
export type CountedKey = WordKey extends infer K ? (K extends `${infer Base}.one` ? Base : never) : never;

type Values = Readonly<Record<string, string>>;

// A language that lacks a message does not compile.
const catalogues: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, es };

/** How the public pages speak the reader's language. */
export interface Words {
  readonly language: Language;
  readonly t: (key: WordKey, values?: Values) => string;
  /** The form of the message for so many; `{count}` in it is the number. */
  readonly counted: (key: CountedKey, count: number, values?: Values) => string;
  readonly number: (value: number) => string;
  /** A share from 0 to 1 in whole hundredths; never 100 % when one was late. */
  readonly percent: (share: number) => string;
  /** Day and time in the city, with the zone's name for a reader whose clock shows another. */
  readonly moment: (instant: number) => string;
  /** Day and time in few characters. */
  readonly shortMoment: (instant: number) => string;
  readonly day: (instant: number) => string;
  readonly meters: (meters: number) => string;
  /** How much time that is, in the largest fitting unit. */
  readonly span: (millis: number) => string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LONG_DAY = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
const SHORT_DAY = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;

/** @param zone the city's, such as `America/New_York`; null for the reader's own */
export function wordsIn(language: Language, preferred: readonly string[], zone: string | null = null): Words {
  const locale = formatLocale(language, preferred);
  const there = zone !== null && isKnown(zone) ? { timeZone: zone } : {};
  const named = clockOf(there) === clockOf({}) ? {} : ({ timeZoneName: 'short' } as const);
  const t = (key: WordKey, values: Values = {}) => fill(catalogues[language][key], values);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const moments = new Intl.DateTimeFormat(locale, { ...LONG_DAY, ...CLOCK, ...there, ...named });
  const shortMoments = new Intl.DateTimeFormat(locale, { ...SHORT_DAY, ...CLOCK, ...there, ...named });
  const days = new Intl.DateTimeFormat(locale, { ...SHORT_DAY, ...there });
  const lengths = new Intl.NumberFormat(locale, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 });
  const far = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'kilometer',
    maximumSignificantDigits: 2,
  });
  const spans = (unit: string, value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
  return {
    language,
    t,
    counted: (key, count, values = {}) =>
      t(`${key}.${count === 1 ? 'one' : 'other'}`, { count: numbers.format(count), ...values }),
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(Math.floor(share * 100 + 1e-9) / 100),
    moment: (instant) => moments.format(instant),
    shortMoment: (instant) => shortMoments.format(instant),
    day: (instant) => days.format(instant),
    meters: (meters) => (meters < 1_000 ? lengths.format(meters) : far.format(meters / 1_000)),
    span: (millis) => {
      const size = Math.abs(millis);
      if (size >= 2 * DAY) {
        return spans('day', Math.floor(size / DAY));
      }
      return size >= HOUR
        ? spans('hour', Math.floor(size / HOUR))
        : spans('minute', Math.max(1, Math.floor(size / MINUTE)));
    },
  };
}

/** The zone in which times are told, by the name that the browser has for it. */
function clockOf(there: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en', there).resolvedOptions().timeZone;
}

/** Whether the browser has such a zone: an old one may lack a new name. */
function isKnown(zone: string): boolean {
  try {
    clockOf({ timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function useWords(): Words {
  const { language } = useSpeech();
  const zone = useCity()?.time_zone ?? null;
  return useMemo(() => wordsIn(language, navigator.languages, zone), [language, zone]);
}

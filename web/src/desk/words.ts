import { useMemo } from 'react';
import { useSpeech } from '../i18n/context';
import { fill, formatLocale, inLanguage, type Language } from '../i18n/language';
import { duration } from '../i18n/duration';
import en from './messages/en.json';
import es from './messages/es.json';

/** Every message's key; `en.json` is the list of them. */
export type WordKey = keyof typeof en;

/** A message with one form for one thing and one for any other number of them. */
export type CountedKey = WordKey extends infer K ? (K extends `${infer Base}.one` ? Base : never) : never;

type Values = Readonly<Record<string, string>>;

// A language that lacks a message does not compile.
const catalogues: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, es };

/** How the desk speaks the agent's language. */
export interface Words {
  readonly language: Language;
  readonly t: (key: WordKey, values?: Values) => string;
  readonly counted: (key: CountedKey, count: number, values?: Values) => string;
  /** A word of the server's or the city's, by a message `BASE.WORD`, or else as it is. */
  readonly word: (base: string, word: string) => string;
  /** A name that the city gave by language. */
  readonly named: (names: Readonly<Record<string, string>>, id: string) => string;
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly time: (instant: number) => string;
  /** Day and time in few characters. */
  readonly moment: (instant: number) => string;
  /** `m:ss`, or `h:mm:ss`. */
  readonly clock: (seconds: number) => string;
  /** How long, in words that are read out well: `1 minute, 10 seconds`. */
  readonly spoken: (seconds: number) => string;
  /** The name of a language by its tag. */
  readonly tongue: (tag: string) => string;
}

export function wordsIn(language: Language, preferred: readonly string[]): Words {
  const locale = formatLocale(language, preferred);
  const t = (key: WordKey, values: Values = {}) => fill(catalogues[language][key], values);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const tongues = new Intl.DisplayNames(locale, { type: 'language' });
  const unit = (name: string, value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  return {
    language,
    t,
    counted: (key, count, values = {}) =>
      t(`${key}.${count === 1 ? 'one' : 'other'}`, { count: numbers.format(count), ...values }),
    word: (base, word) => {
      const key = `${base}.${word}`;
      return Object.hasOwn(en, key) ? t(key as WordKey) : word;
    },
    named: (names, id) => inLanguage(language, names, id),
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    time: (instant) => times.format(instant),
    moment: (instant) => moments.format(instant),
    clock: duration,
    spoken: (seconds) => {
      const whole = Math.floor(seconds);
      const parts = [
        ...(whole >= 60 ? [unit('minute', Math.floor(whole / 60))] : []),
        ...(whole % 60 > 0 || whole < 60 ? [unit('second', whole % 60)] : []),
      ];
      return parts.join(' ');
    },
    tongue: (tag) => {
      try {
        return tongues.of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
  };
}

export function useWords(): Words {
  const { language } = useSpeech();
  return useMemo(() => wordsIn(language, navigator.languages), [language]);
}

import { useMemo } from 'react';
import { useSpeech } from '../../i18n/context';
import { fill, formatLocale, type Language } from '../../i18n/language';
import en from './messages/en.json';
import es from './messages/es.json';

/** Every message's key; `en.json` is the list of them. */
export type PhoneKey = keyof typeof en;

// A language that lacks a message does not compile.
const catalogues: Readonly<Record<Language, Readonly<Record<PhoneKey, string>>>> = { en, es };

/** How the phone speaks the agent's language. */
export interface PhoneWords {
  readonly t: (key: PhoneKey, values?: Readonly<Record<string, string>>) => string;
  /** A share from 0 to 1. */
  readonly percent: (share: number) => string;
  readonly whole: (value: number) => string;
}

export function usePhoneWords(): PhoneWords {
  const { language } = useSpeech();
  return useMemo(() => {
    const locale = formatLocale(language, navigator.languages);
    const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    const wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    return {
      t: (key, values = {}) => fill(catalogues[language][key], values),
      percent: (share) => percents.format(share),
      whole: (value) => wholes.format(value),
    };
  }, [language]);
}

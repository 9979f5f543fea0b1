import { useMemo } from 'react';
import { useSpeech } from '../i18n/context';
import { fill, type Language } from '../i18n/language';
import en from './messages/en.json';
import es from './messages/es.json';

/** Every message's key; `en.json` is the list of them. */
export type WordKey = keyof typeof en;

// A language that lacks a message does not compile.
const catalogues: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, es };

/** Says a message in the reader's language. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string>>) => string;

/** How the pages of accounts speak the reader's language. */
export function useWords(): Say {
  const { language } = useSpeech();
  return useMemo(() => (key, values = {}) => fill(catalogues[language][key], values), [language]);
}

import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import {
  chooseLanguage,
  formatLocale,
  type Language,
  type MessageKey,
  rememberedLanguage,
  rememberLanguage,
  say,
} from './language';

/** What a component needs to speak the reader's language. */
export interface Speech {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly t: (key: MessageKey, values?: Readonly<Record<string, string>>) => string;
  readonly number: (value: number) => string;
  /** The time of day, to the second, of milliseconds since 1970. */
  readonly time: (instant: number) => string;
}

const SpeechContext = createContext<Speech | null>(null);

export function speechIn(
  language: Language,
  preferred: readonly string[],
  choose: (language: Language) => void,
): Speech {
  const locale = formatLocale(language, preferred);
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return {
    language,
    choose,
    t: (key, values) => say(language, key, values),
    number: (value) => numbers.format(value),
    time: (instant) => times.format(instant),
  };
}

/** Gives the whole page its language, and the document its `lang`. */
export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() =>
    chooseLanguage(rememberedLanguage(), navigator.languages),
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(
    () =>
      speechIn(language, navigator.languages, (chosen) => {
        rememberLanguage(chosen);
        setLanguage(chosen);
      }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) {
    throw new Error('useSpeech needs a SpeechProvider above it');
  }
  return speech;
}

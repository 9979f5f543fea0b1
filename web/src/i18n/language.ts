import en from './messages/en.json';
import es from './messages/es.json';

/** Every message's key; `en.json` is the list of them. */
export type MessageKey = keyof typeof en;

// A language that lacks a message does not compile.
const catalogues = { en, es } satisfies Record<string, Record<MessageKey, string>>;

/** A language that the pages speak, named by its subtag (`en`, `es`). */
export type Language = keyof typeof catalogues;

export const languages = Object.keys(catalogues) as Language[];

const FALLBACK: Language = 'en';
const REMEMBERED_AS = 'city311.language';

/** Says a message in a language; `{name}` in it is replaced by the value of that name. */
export function say(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string>> = {},
): string {
  return fill(catalogues[language][key], values);
}

/** Puts values into a text's holes. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
}

/** The language to start with: the one chosen before, else the first preferred one that we speak. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  const wishes = remembered === null ? preferred : [remembered, ...preferred];
  for (const wish of wishes) {
    const spoken = languages.find((language) => language === subtag(wish));
    if (spoken !== undefined) {
      return spoken;
    }
  }
  return FALLBACK;
}

/** The region's way of writing times and numbers: `en-GB` for a browser that prefers it, else `en`. */
export function formatLocale(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => subtag(tag) === language) ?? language;
}

/** A name that the city gave by language, in this language or else in one that it has. */
export function inLanguage(language: Language, names: Readonly<Record<string, string>>, id: string): string {
  return names[language] ?? names[FALLBACK] ?? Object.values(names)[0] ?? id;
}

/** What was chosen before; null where the browser keeps nothing (private mode, blocked storage). */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(REMEMBERED_AS);
  } catch {
    return null;
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED_AS, language);
  } catch {
    // The choice then lasts as long as the page, which is all that this browser allows.
  }
}

function subtag(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

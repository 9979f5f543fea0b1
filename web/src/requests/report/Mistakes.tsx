import type { Ref } from 'react';
import type { Problem } from '../net';
import { useWords, type WordKey, type Words } from '../words';

/** What is wrong with one field. */
export interface Objection {
  readonly field: string;
  /** In the reader's language. */
  readonly text: string;
  /** What the server says of it, in English, where the reader has another language and our text says less. */
  readonly english: string | null;
}

/** All that is wrong, each as a way to its field; takes the focus when a report could not be sent. */
export function Mistakes({ objections, ref }: { readonly objections: readonly Objection[]; readonly ref: Ref<HTMLDivElement> }) {
  const { t, counted } = useWords();
  if (objections.length === 0) {
    return null;
  }
  return (
    <div ref={ref} className="notice notice-bad" role="group" tabIndex={-1} aria-labelledby="mistakes">
      <h2 id="mistakes">{counted('mistake.count', objections.length)}</h2>
      <ul>
        {objections.map(({ field, text, english }) => {
          const target = elementOf(field);
          return (
            <li key={field}>
              {target === null ? (
                text
              ) : (
                <a
                  href={`#${target}`}
                  onClick={(event) => {
                    event.preventDefault();
                    focusOn(target);
                  }}
                >
                  {text}
                </a>
              )}
              {english !== null && <span lang="en"> {english}</span>}
            </li>
          );
        })}
      </ul>
      <p className="visually-hidden">{t('mistake.how')}</p>
    </div>
  );
}

/** The element of a field; null when it has none on the page. */
export function elementOf(field: string): string | null {
  if (field === 'position' || field === 'address') {
    return 'address';
  }
  if (field === 'words' || field === 'asset' || field === 'attachments') {
    return field;
  }
  return /^(answers|contact)\../.test(field) ? field.replace('.', '-') : null;
}

/** What the server objects to, by the names of our fields. */
export function objectionsOf(problems: readonly Problem[], { t, language }: Words): readonly Objection[] {
  const told = new Map<string, Objection>();
  for (const { field, text } of problems) {
    const ours = field === 'latitude' || field === 'longitude' ? 'position' : field;
    if (ours === 'key') {
      told.set(ours, { field: ours, text: t('mistake.key'), english: null });
    } else if (!told.has(ours)) {
      told.set(
        ours,
        language === 'en'
          ? { field: ours, text, english: null }
          : { field: ours, text: t(ownWords[ours] ?? 'mistake.server'), english: text },
      );
    }
  }
  return [...told.values()];
}

/** Our own words for what is usually wrong with a field. */
const ownWords: Readonly<Record<string, WordKey>> = {
  position: 'mistake.place',
  'contact.email': 'mistake.email',
  'contact.phone': 'mistake.phone',
};

/** The field itself, or the first one in a group. */
function focusOn(id: string): void {
  const element = document.getElementById(id);
  const field = element?.matches('input, textarea, select')
    ? element
    : element?.querySelector<HTMLElement>('input, textarea, select');
  field?.focus();
}

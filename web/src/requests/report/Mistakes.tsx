import type { Ref } from 'react';
import type { Problem } from '../net';
import { useWords, type Words } from '../words';

/** What is wrong with one field. */
export interface Objection {
  readonly field: string;
  readonly text: string;
  /** Whether it is our own text, in the reader's language; the server's is English. */
  readonly ours: boolean;
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
        {objections.map(({ field, text, ours }) => {
          const target = elementOf(field);
          return (
            <li key={field} lang={ours ? undefined : 'en'}>
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
export function objectionsOf(problems: readonly Problem[], { t }: Words): readonly Objection[] {
  const told = new Map<string, Objection>();
  for (const { field, text } of problems) {
    const ours = field === 'latitude' || field === 'longitude' ? 'position' : field;
    if (ours === 'key') {
      told.set(ours, { field: ours, text: t('mistake.key'), ours: true });
    } else if (!told.has(ours)) {
      told.set(ours, { field: ours, text, ours: false });
    }
  }
  return [...told.values()];
}

/** The field itself, or the first one in a group. */
function focusOn(id: string): void {
  const element = document.getElementById(id);
  const field = element?.matches('input, textarea, select')
    ? element
    : element?.querySelector<HTMLElement>('input, textarea, select');
  field?.focus();
}

import { useWords } from '../words';
import { MistakeText } from './MistakeText';
import type { PartProps } from './ReportForm';

const parts = [
  { part: 'name', type: 'text', complete: 'name', most: 100 },
  { part: 'email', type: 'email', complete: 'email', most: 254 },
  { part: 'phone', type: 'tel', complete: 'tel', most: 32 },
] as const;

/** Who wants to hear of it; nobody needs to say. */
export function ContactFields({ draft, change, wrong }: PartProps) {
  const { t } = useWords();
  return (
    <div className="fields">
      <p>{t('contact.means')}</p>
      <div className="field-row">
        {parts.map(({ part, type, complete, most }) => {
          const id = `contact-${part}`;
          const mistake = wrong(`contact.${part}`);
          return (
            <div key={part} className="field">
              <label className="field-name" htmlFor={id}>
                {t(`contact.${part}`)} <span className="optional">{t('field.optional')}</span>
              </label>
              <MistakeText id={`${id}-mistake`} text={mistake} />
              <input
                id={id}
                type={type}
                autoComplete={complete}
                maxLength={most}
                value={draft.contact[part]}
                aria-invalid={mistake !== undefined}
                aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}
                onChange={(event) => {
                  change({ contact: { ...draft.contact, [part]: event.target.value } });
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

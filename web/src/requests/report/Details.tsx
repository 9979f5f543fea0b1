import { useWords } from '../words';
import { askedOf, MOST_WORDS } from './check';
import { MistakeText } from './MistakeText';
import { Questions } from './Questions';
import type { PartProps } from './ReportForm';

/** The type's questions, and what it is in the resident's own words. */
export function Details(part: PartProps) {
  const { t } = useWords();
  const { type, draft, change, wrong } = part;
  const mistake = wrong('words');
  return (
    <div className="fields">
      <Questions {...part} questions={askedOf(type.questions, draft.answers)} />
      <div className="field">
        <label className="field-name" htmlFor="words">
          {t('details.words')} <span className="optional">{t('field.optional')}</span>
        </label>
        <MistakeText id="words-mistake" text={mistake} />
        <textarea
          id="words"
          rows={4}
          maxLength={MOST_WORDS}
          value={draft.words}
          aria-invalid={mistake !== undefined}
          aria-describedby={mistake === undefined ? undefined : 'words-mistake'}
          onChange={(event) => {
            change({ words: event.target.value });
          }}
        />
      </div>
    </div>
  );
}

import type { Question } from '../api';
import { useWords } from '../words';
import { MistakeText } from './MistakeText';
import type { PartProps } from './ReportForm';

/** The type's questions, of those with a condition only the ones that are asked now. */
export function Questions({ questions, ...part }: PartProps & { readonly questions: readonly Question[] }) {
  return questions.map((question) =>
    question.answer === 'one-of' || question.answer === 'many-of' ? (
      <Choice key={question.id} question={question} {...part} />
    ) : (
      <Written key={question.id} question={question} {...part} />
    ),
  );
}

type OneProps = PartProps & { readonly question: Question };

function Choice({ question, draft, change, wrong }: OneProps) {
  const { t } = useWords();
  const id = `answers-${question.id}`;
  const mistake = wrong(`answers.${question.id}`);
  const given = draft.answers[question.id] ?? [];
  const many = question.answer === 'many-of';
  const choose = (option: string, chosen: boolean) => {
    const others = many ? given.filter((each) => each !== option) : [];
    change({ answers: { ...draft.answers, [question.id]: chosen ? [...others, option] : others } });
  };
  return (
    <fieldset className="field choice" id={id} aria-describedby={mistake === undefined ? undefined : `${id}-mistake`}>
      <legend className="field-name">
        {question.ask} {!question.required && <span className="optional">{t('field.optional')}</span>}
      </legend>
      {many && <p className="field-hint">{t('field.many')}</p>}
      <MistakeText id={`${id}-mistake`} text={mistake} />
      <div className="options">
        {(question.options ?? []).map((option) => (
          <label key={option.id} className="option">
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              value={option.id}
              checked={given.includes(option.id)}
              onChange={(event) => {
                choose(option.id, event.target.checked);
              }}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Written({ question, draft, change, wrong }: OneProps) {
  const { t, number } = useWords();
  const id = `answers-${question.id}`;
  const mistake = wrong(`answers.${question.id}`);
  const hint =
    question.answer === 'number' && question.most !== null && question.most < 999_999_999
      ? t('field.range', { least: number(question.least ?? 0), most: number(question.most) })
      : null;
  const describedBy = [mistake === undefined ? '' : `${id}-mistake`, hint === null ? '' : `${id}-hint`]
    .join(' ')
    .trim();
  const field = {
    id,
    value: draft.answers[question.id]?.[0] ?? '',
    'aria-required': question.required,
    'aria-invalid': mistake !== undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      change({ answers: { ...draft.answers, [question.id]: [event.target.value] } });
    },
  };
  const most = question.most_characters ?? 250;
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {question.ask} {!question.required && <span className="optional">{t('field.optional')}</span>}
      </label>
      {hint !== null && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <MistakeText id={`${id}-mistake`} text={mistake} />
      {question.answer === 'date' ? (
        <input type="date" className="short" min="1900-01-01" {...field} />
      ) : question.answer === 'number' ? (
        <input type="text" className="short" inputMode="numeric" maxLength={10} {...field} />
      ) : most > 300 ? (
        <textarea rows={3} maxLength={most} {...field} />
      ) : (
        <input type="text" maxLength={most} {...field} />
      )}
    </div>
  );
}

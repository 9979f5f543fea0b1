import type { TakenReport, WholeType } from '../api';
import { useWords } from '../words';

/** The number and the promise: what a resident writes down. */
export function TakenView({ type, taken }: { readonly type: WholeType; readonly taken: TakenReport }) {
  const { t, moment } = useWords();
  return (
    <div className="taken">
      <div className="hero taken-hero">
        <h1 tabIndex={-1} ref={takeFocus}>
          {t('taken.title')}
        </h1>
        <p>{t('taken.number')}</p>
        <p className="taken-number">{taken.spoken}</p>
        <p className="taken-promise">
          {taken.due === null
            ? t('taken.promise', { promise: taken.promise.text })
            : t('taken.due', { due: moment(taken.due) })}
        </p>
        <p>{t('taken.department', { type: type.name, department: type.department.name })}</p>
      </div>
      <p>{t('taken.keep')}</p>
      <ul className="buttons">
        <li>
          <a className="button" href={`/requests/${taken.number}`}>
            {t('taken.track')}
          </a>
        </li>
        <li>
          <a className="button button-quiet" href="/requests">
            {t('taken.another')}
          </a>
        </li>
      </ul>
    </div>
  );
}

/** The form is gone: a screen reader goes on at what came of it. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}

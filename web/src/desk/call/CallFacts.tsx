import { UNKNOWN } from '../../i18n/duration';
import type { ServerClock } from '../../live/server-clock';
import type { Call } from '../api';
import { useWords, type Words } from '../words';

/** What a call is about, in the reader's language. */
export function subjectOf(call: Call, { t, named }: Words): string {
  return call.group === null ? t('call.no_group') : named(call.group.name, call.group.id);
}

/** The step at the end of every path, which says nothing of how somebody came. */
const LAST_STEP = 'connecting';

/** A step of the menus: by its word, or by its kind and the city's own name for it, as in `menu:trash`. */
export function stepName(step: string, { word }: Pick<Words, 'word'>): string {
  const [kind = '', name] = step.split(':', 2);
  return name === undefined ? word('step', kind) : `${word('step', kind)} ${name}`;
}

/** What is known of a call: who, in which language, how long they waited, and how they came. */
export function CallFacts({ call, clock }: { readonly call: Call; readonly clock: ServerClock | null }) {
  const words = useWords();
  const { t, tongue, clock: written } = words;
  const keyed = call.keyed ?? [];
  const path = call.path.filter((step) => step !== LAST_STEP);
  return (
    <dl className="call-facts" data-live={clock !== null}>
      <div>
        <dt>{t('call.number')}</dt>
        <dd>{call.number === '' ? t('call.number.withheld') : call.number}</dd>
      </div>
      <div>
        <dt>{t('call.language')}</dt>
        <dd>{tongue(call.language)}</dd>
      </div>
      <div>
        <dt>{t('call.waited')}</dt>
        <dd>{call.waited_seconds === null ? UNKNOWN : written(call.waited_seconds)}</dd>
      </div>
      {call.callback && (
        <div>
          <dt>{t('call.kind')}</dt>
          <dd>{t('call.callback')}</dd>
        </div>
      )}
      {call.handed_by !== null && (
        <div>
          <dt>{t('call.handed_by')}</dt>
          <dd>{call.handed_by}</dd>
        </div>
      )}
      {path.length > 0 && (
        <div className="call-path">
          <dt>{t('call.path')}</dt>
          <dd>
            <ol>
              {path.map((step, index) => (
                <li key={`${index} ${step}`}>
                  {stepName(step, words)}
                  {keyed
                    .filter((press) => press.step === step)
                    .map((press) => (
                      <kbd key={press.key} aria-label={t('call.keyed', { key: press.key })} role="img">
                        {press.key}
                      </kbd>
                    ))}
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  );
}

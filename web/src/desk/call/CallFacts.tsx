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

/** The steps of the menus in their order, each with what was pressed there. */
export function keyedPath(call: Pick<Call, 'path' | 'keyed'>): readonly { readonly step: string; readonly key: string | null }[] {
  const presses = [...call.keyed];
  return call.path
    .filter((step) => step !== LAST_STEP)
    .map((step) => ({ step, key: presses[0]?.step === step ? (presses.shift()?.key ?? null) : null }));
}

/** What is known of a call: who, in which language, how long they waited, and how they came. */
export function CallFacts({ call, clock }: { readonly call: Call; readonly clock: ServerClock | null }) {
  const words = useWords();
  const { t, tongue, clock: written } = words;
  const path = keyedPath(call);
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
              {path.map(({ step, key }, index) => (
                <li key={`${index} ${step}`}>
                  {stepName(step, words)}
                  {key !== null && (
                    <kbd aria-label={t('call.keyed', { key })} role="img">
                      {key}
                    </kbd>
                  )}
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  );
}

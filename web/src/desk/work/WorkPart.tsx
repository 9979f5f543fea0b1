import { useEffect, useState } from 'react';
import { useAsk } from '../../requests/use-ask';
import { messages, whatever } from '../api';
import { useActing } from '../context';
import { FailureNotice } from '../FailureNotice';
import { readSignedIn } from '../net';
import { useWords } from '../words';

/** What others leave or work off meanwhile is seen within so long. */
const LOOK_AGAIN_MS = 60_000;

/** What residents left: spoken messages, and callbacks that reached nobody. Each is worked off once. */
export function WorkPart() {
  const { t, counted, moment, tongue, clock } = useWords();
  const asked = useAsk('/api/messages?done=false', messages, readSignedIn);
  const { send, failure, busy } = useActing();
  const [heard, setHeard] = useState<string | null>(null);
  const { again } = asked;
  useEffect(() => {
    const timer = setInterval(again, LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [again]);
  const items = asked.last;
  const finish = async (id: string) => {
    const outcome = await send('PUT', `/api/messages/${encodeURIComponent(id)}/done`, { done: true }, whatever);
    if (outcome.kind === 'done') {
      again();
    }
  };
  return (
    <section className="card desk-work" aria-labelledby="work-heading">
      <h2 id="work-heading">{t('work.title')}</h2>
      {items === null && asked.fault !== null && <p className="quiet">{t('work.unknown')}</p>}
      {items !== null && <p className="quiet">{counted('work.open', items.length)}</p>}
      <ul className="past-list">
        {(items ?? []).map((item) => {
          const kind = item.kind ?? 'message';
          const path = `/api/messages/${encodeURIComponent(item.id)}`;
          return (
            <li key={item.id} data-item={item.id}>
              <p className="past-head">
                <strong id={`work-${item.id}`}>
                  {t(`work.${kind}`)} {item.number}
                </strong>
                <span className="quiet">
                  {[
                    moment(item.at),
                    ...(item.group === null ? [] : [item.group]),
                    ...(item.language === null ? [] : [tongue(item.language)]),
                    ...(item.seconds === null ? [] : [clock(item.seconds)]),
                  ].join(' · ')}
                </span>
              </p>
              <div className="buttons">
                {item.audio !== false && kind === 'message' && (
                  <button
                    type="button"
                    className="button button-quiet button-small"
                    aria-describedby={`work-${item.id}`}
                    onClick={() => {
                      setHeard(item.id);
                    }}
                  >
                    {t('work.hear')}
                  </button>
                )}
                <button
                  type="button"
                  className="button button-quiet button-small"
                  aria-describedby={`work-${item.id}`}
                  aria-disabled={busy}
                  onClick={() => void finish(item.id)}
                >
                  {t('work.done')}
                </button>
              </div>
              {heard === item.id && (
                <audio controls autoPlay src={`${path}/audio`} aria-label={t('work.sound', { number: item.number })} />
              )}
            </li>
          );
        })}
      </ul>
      <FailureNotice failure={failure} />
    </section>
  );
}

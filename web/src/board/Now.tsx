import type { LiveFigures } from '../api';
import { useSpeech } from '../i18n/context';
import type { ServerClock } from '../live/server-clock';
import { CountFigure, WaitFigure } from './Figure';

interface NowProps {
  readonly figures: LiveFigures | null;
  readonly clock: ServerClock | null;
}

/** Where the residents are who are on the line at this moment. */
export function Now({ figures, clock }: NowProps) {
  const { t } = useSpeech();
  return (
    <section className="now" aria-labelledby="now-heading">
      <h2 id="now-heading">{t('board.now')}</h2>
      <dl className="now-figures">
        <div className="hero" data-some={figures !== null && figures.waiting > 0}>
          <dt>
            {t('board.waiting')}
            {figures?.waiting === 0 && <span className="means"> {t('board.waiting.none')}</span>}
          </dt>
          <dd>
            <CountFigure name="waiting" value={figures?.waiting ?? null} />
          </dd>
        </div>
        <div className="hero" data-some={figures !== null && figures.longest_waiting_since !== null}>
          <dt>{t('board.longest_wait')}</dt>
          <dd>
            <WaitFigure wait={figures} clock={clock} />
          </dd>
        </div>
        <div>
          <dt>
            {t('board.talking')} <span className="means">{t('board.talking.means')}</span>
          </dt>
          <dd>
            <CountFigure name="talking" value={figures?.talking ?? null} />
          </dd>
        </div>
        <div>
          <dt>
            {t('board.in_ivr')} <span className="means">{t('board.in_ivr.means')}</span>
          </dt>
          <dd>
            <CountFigure name="in_ivr" value={figures?.in_ivr ?? null} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

import type { LiveFigures } from '../api';
import { useSpeech } from '../i18n/context';
import { CountFigure, DurationFigure } from './Figure';

/** What has become of the calls since midnight. */
export function Today({ figures }: { readonly figures: LiveFigures | null }) {
  const { t } = useSpeech();
  return (
    <section className="today" aria-labelledby="today-heading">
      <h2 id="today-heading">{t('board.today')}</h2>
      <dl className="today-figures">
        {(['offered', 'answered', 'abandoned'] as const).map((name) => (
          <div key={name}>
            <dt>
              {t(`board.${name}`)} <span className="means">{t(`board.${name}.means`)}</span>
            </dt>
            <dd>
              <CountFigure name={name} value={figures?.[name] ?? null} />
            </dd>
          </div>
        ))}
        <div>
          <dt>
            {t('board.asa')} <span className="means">{t('board.asa.means')}</span>
          </dt>
          <dd>
            <DurationFigure name="asa" seconds={figures?.asa_seconds ?? null} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

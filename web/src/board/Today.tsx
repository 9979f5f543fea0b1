import type { LiveFigures } from '../api';
import { useSpeech } from '../i18n/context';
import { CountFigure, DurationFigure } from './Figure';

const always = ['offered', 'answered', 'abandoned'] as const;
/** Many cities never have these: their cards are there only when there is something in them. */
const sometimes = ['overflowed', 'called_back'] as const;

/** What has become of the calls since midnight. */
export function Today({ figures }: { readonly figures: LiveFigures | null }) {
  const { t } = useSpeech();
  const counts = [...always, ...sometimes.filter((name) => (figures?.[name] ?? 0) > 0)];
  return (
    <section className="today" aria-labelledby="today-heading">
      <h2 id="today-heading">{t('board.today')}</h2>
      <dl className="today-figures" data-crowded={counts.length > always.length}>
        {counts.map((name) => (
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

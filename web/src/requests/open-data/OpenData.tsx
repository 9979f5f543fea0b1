import { SiteFrame } from '../SiteFrame';
import { useWords } from '../words';

/** What anybody may take away and count: the requests as CSV and JSON, and the Open311 interface. */
export function OpenData() {
  const { t } = useWords();
  return (
    <SiteFrame title={t('data.title')} part="data">
      <div className="page-head">
        <h1>{t('data.title')}</h1>
        <p className="lead">{t('data.lead')}</p>
      </div>
      <section className="card" aria-labelledby="all">
        <h2 id="all">{t('data.all')}</h2>
        <p>{t('data.all.means')}</p>
        <ul className="buttons">
          <li>
            <a className="button" href="/open-data/requests.csv">
              {t('data.csv')}
            </a>
          </li>
          <li>
            <a className="button button-quiet" href="/open-data/requests.json">
              {t('data.json')}
            </a>
          </li>
        </ul>
      </section>
      <section className="card" aria-labelledby="some">
        <h2 id="some">{t('data.some')}</h2>
        <form className="fields" method="get" action="/open-data/requests.csv">
          <div className="field-row">
            <label className="field">
              <span className="field-name">{t('data.since')}</span>
              <input type="date" name="since" required />
            </label>
            <label className="field">
              <span className="field-name">{t('data.until')}</span>
              <input type="date" name="until" required />
            </label>
          </div>
          <div className="buttons">
            <button type="submit" className="button">
              {t('data.csv')}
            </button>
            <button type="submit" className="button button-quiet" formAction="/open-data/requests.json">
              {t('data.json')}
            </button>
          </div>
        </form>
      </section>
      <section className="card" aria-labelledby="privacy">
        <h2 id="privacy">{t('data.privacy')}</h2>
        <p>{t('data.privacy.means')}</p>
      </section>
      <section className="card" aria-labelledby="interface">
        <h2 id="interface">{t('data.interface')}</h2>
        <p>{t('data.interface.means')}</p>
        <p>
          <a href="/open311/discovery.json">{t('data.interface.link')}</a>
        </p>
      </section>
    </SiteFrame>
  );
}

import { useState } from 'react';
import { type Standing, standings } from '../api';
import { useCityName } from '../city';
import { FaultNotice } from '../FaultNotice';
import { SiteFrame } from '../SiteFrame';
import { byDepartment } from '../start/by-department';
import { useAsk } from '../use-ask';
import { useWords } from '../words';
import { type Days, DaysSwitch } from './DaysSwitch';
import { mostUsed, sumOf } from './sums';

/** So many standards stand on one sheet and are read from two steps away. */
const ON_THE_SHEET = 18;

/** The standards as a sheet for a wall: one page, Letter or A4. What is around it is not printed. */
export function Poster() {
  const { t, language } = useWords();
  const [days, setDays] = useState<Days>(90);
  const [department, setDepartment] = useState('');
  const asked = useAsk(`/api/public/standards?days=${days}&language=${language}`, standings);
  const all = asked.last ?? [];
  const wanted = department === '' ? all : all.filter((each) => each.department.id === department);
  return (
    <SiteFrame title={t('poster.title')} part="standards">
      <div className="page-head no-print">
        <h1>{t('poster.title')}</h1>
        <p className="lead">{t('poster.lead')}</p>
      </div>
      {asked.fault !== null && <FaultNotice fault={asked.fault} again={asked.again} />}
      {asked.last === null && asked.waiting && <p role="status">{t('site.loading')}</p>}
      {asked.last !== null && (
        <>
          <div className="poster-choices no-print">
            <label className="field">
              <span className="field-name">{t('poster.department')}</span>
              <select
                value={department}
                onChange={(event) => {
                  setDepartment(event.target.value);
                }}
              >
                <option value="">{t('poster.all')}</option>
                {byDepartment(all).map((group) => (
                  <option key={group.department.id} value={group.department.id}>
                    {group.department.name}
                  </option>
                ))}
              </select>
            </label>
            <DaysSwitch days={days} choose={setDays} />
            <button
              type="button"
              className="button"
              onClick={() => {
                window.print();
              }}
            >
              {t('poster.print')}
            </button>
          </div>
          <Sheet standings={mostUsed(wanted, ON_THE_SHEET)} all={wanted} days={days} />
        </>
      )}
    </SiteFrame>
  );
}

interface SheetProps {
  /** Those that stand on the sheet. */
  readonly standings: readonly Standing[];
  /** Those that the figure at its head is of. */
  readonly all: readonly Standing[];
  readonly days: Days;
}

function Sheet({ standings: shown, all, days }: SheetProps) {
  const { t, percent, number, day } = useWords();
  const name = useCityName();
  const [today] = useState(() => Date.now());
  const share = sumOf(all).share;
  return (
    <section className="sheet" aria-labelledby="sheet">
      <header>
        <p className="sheet-city">{name}</p>
        <h2 id="sheet">{t('poster.head')}</h2>
        {share !== null && (
          <p className="sheet-share">
            <strong>{percent(share)}</strong>
            <span>{t('poster.share', { days: number(days) })}</span>
          </p>
        )}
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('standards.type')}</th>
            <th scope="col">{t('poster.within')}</th>
            <th scope="col">{t('poster.kept')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={each.type}>
              <th scope="row">{each.name}</th>
              <td>{each.promise.text}</td>
              <td>{each.on_time_share === null ? '–' : percent(each.on_time_share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <p className="sheet-call">{t('poster.call')}</p>
        <p>
          {window.location.host}/requests · {t('poster.as_of', { day: day(today) })}
        </p>
      </footer>
    </section>
  );
}

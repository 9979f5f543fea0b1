import { useState } from 'react';
import { type Standing, standings } from '../api';
import { FaultNotice } from '../FaultNotice';
import { SiteFrame } from '../SiteFrame';
import { byDepartment, type DepartmentGroup } from '../start/by-department';
import { useAsk } from '../use-ask';
import { useWords } from '../words';
import { type Days, DaysSwitch } from './DaysSwitch';
import { ShareBar } from './ShareBar';
import { StandardsTable } from './StandardsTable';
import { folded, sumOf } from './sums';

/** What the city promises beside how it keeps it. */
export function Standards() {
  const { t, language, number } = useWords();
  const [days, setDays] = useState<Days>(30);
  const [sought, setSought] = useState('');
  const asked = useAsk(`/api/public/standards?days=${days}&language=${language}`, standings);
  const all = asked.last ?? [];
  const wanted = folded(sought.trim());
  const found =
    wanted === ''
      ? all
      : all.filter((each) => folded(`${each.name} ${each.department.name}`).includes(wanted));
  return (
    <SiteFrame title={t('standards.title')} part="standards">
      <div className="page-head page-head-row">
        <div>
          <h1>{t('standards.title')}</h1>
          <p className="lead">{t('standards.lead')}</p>
        </div>
        <a className="button button-quiet" href="/requests/poster">
          {t('standards.poster')}
        </a>
      </div>
      {asked.fault !== null && <FaultNotice fault={asked.fault} again={asked.again} />}
      {asked.last === null && asked.waiting && <p role="status">{t('site.loading')}</p>}
      {asked.last !== null && (
        <>
          <Overall all={all} days={days} choose={setDays} />
          <div className="field standards-search">
            <label className="field-name" htmlFor="sought">
              {t('standards.search')}
            </label>
            <input
              id="sought"
              type="search"
              autoComplete="off"
              maxLength={100}
              value={sought}
              onChange={(event) => {
                setSought(event.target.value);
              }}
            />
            <p className="quiet" role="status">
              {wanted === '' ? '' : t('standards.found', { count: number(found.length) })}
            </p>
          </div>
          {byDepartment(found).map((group) => (
            <DepartmentStandards key={group.department.id} group={group} open={wanted !== ''} />
          ))}
        </>
      )}
    </SiteFrame>
  );
}

interface OverallProps {
  readonly all: readonly Standing[];
  readonly days: Days;
  readonly choose: (days: Days) => void;
}

function Overall({ all, days, choose }: OverallProps) {
  const { t, number, percent } = useWords();
  const sum = sumOf(all);
  return (
    <section className="hero standards-hero" aria-labelledby="overall">
      <div className="standards-hero-head">
        <h2 id="overall">{t('standards.overall')}</h2>
        <DaysSwitch days={days} choose={choose} />
      </div>
      <div className="standards-hero-figures" role="status">
        <p className="standards-hero-share">{sum.share === null ? '–' : percent(sum.share)}</p>
        <dl>
          <div>
            <dt>{t('standards.closed_on_time')}</dt>
            <dd>{number(sum.closedOnTime)}</dd>
          </div>
          <div>
            <dt>{t('standards.closed_late')}</dt>
            <dd>{number(sum.closedLate)}</dd>
          </div>
          <div>
            <dt>{t('standards.overdue_open')}</dt>
            <dd>{number(sum.overdueOpen)}</dd>
          </div>
        </dl>
      </div>
      <p className="standards-hero-means">{t('standards.means')}</p>
    </section>
  );
}

function DepartmentStandards({ group, open }: { readonly group: DepartmentGroup<Standing>; readonly open: boolean }) {
  const { counted } = useWords();
  const [opened, setOpened] = useState(false);
  const shown = open || opened;
  return (
    <details
      className="department"
      open={shown}
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary>
        <span className="department-name">{group.department.name}</span>
        <span className="department-count">{counted('standards.count', group.items.length)}</span>
        <ShareBar share={sumOf(group.items).share} />
      </summary>
      {shown && <StandardsTable name={group.department.name} standings={group.items} />}
    </details>
  );
}

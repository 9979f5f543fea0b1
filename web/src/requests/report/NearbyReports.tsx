import { use, useState } from 'react';
import type { Near } from '../api';
import { FaultNotice } from '../FaultNotice';
import type { Fault } from '../net';
import { grouped } from '../number';
import { useWords } from '../words';
import { NearContext } from './near-source';

interface NearbyReportsProps {
  readonly reports: readonly Near[];
  readonly fault: Fault | null;
  readonly again: () => void;
}

/** What was reported here already, with enough to tell whether it is the same, and a way to join it. */
export function NearbyReports({ reports, fault, again }: NearbyReportsProps) {
  const { t, counted } = useWords();
  return (
    <>
      <p className="visually-hidden" role="status">
        {reports.length > 0 ? counted('near.found', reports.length) : ''}
      </p>
      {fault !== null && <FaultNotice fault={fault} again={again} />}
      {reports.length > 0 && (
        <section className="near" aria-labelledby="near">
          <h3 id="near">{t('near.title')}</h3>
          <p>{t('near.means')}</p>
          <ol>
            {reports.map((report, index) => (
              <NearReport key={report.number} report={report} place={index + 1} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function NearReport({ report, place }: { readonly report: Near; readonly place: number }) {
  const { t, counted, meters, day } = useWords();
  const [joining, setJoining] = useState(false);
  const { Join } = use(NearContext);
  const title = `near-${report.number}`;
  return (
    <li>
      <span className="near-place" aria-hidden="true">
        {place}
      </span>
      <div className="near-what">
        <h4 id={title}>{report.name}</h4>
        <p className="quiet">
          {[
            t('near.away', { distance: meters(report.distance_m) }),
            t('near.reported', { day: day(report.reported_at) }),
            t(`state.${report.state}`),
            ...(report.due === null ? [] : [t('near.due', { day: day(report.due) })]),
            ...(report.followers > 0 ? [counted('track.followers', report.followers)] : []),
          ].join(' · ')}
        </p>
        {report.words !== null && report.words !== '' && (
          <blockquote className="own-words" lang="">
            {report.words}
          </blockquote>
        )}
        <p className="near-ways">
          <button
            type="button"
            className="button button-small"
            aria-expanded={joining}
            aria-describedby={title}
            onClick={() => {
              setJoining(!joining);
            }}
          >
            {t('near.me_too')}
          </button>
          <a href={`/requests/${report.number}`} target="_blank" rel="noopener">
            {t('near.look', { number: grouped(report.number) })}
          </a>
        </p>
        {joining && <Join number={report.number} />}
      </div>
      {report.photo !== null && <img src={report.photo} alt={t('near.photo')} loading="lazy" />}
    </li>
  );
}

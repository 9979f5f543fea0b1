import { useState } from 'react';
import { wholeType } from '../api';
import { FaultNotice } from '../FaultNotice';
import { SiteFrame } from '../SiteFrame';
import { useAsk } from '../use-ask';
import { useWords } from '../words';
import { ReportForm } from './ReportForm';

/** The report of one type, which the address names: `/requests/new?type=pothole`. */
export function ReportPage() {
  const { t, language } = useWords();
  const [id] = useState(() => new URLSearchParams(window.location.search).get('type') ?? '');
  const type = useAsk(
    id === '' ? null : `/api/public/types/${encodeURIComponent(id)}?language=${language}`,
    wholeType,
  );
  if (id === '' || type.fault?.kind === 'unknown') {
    return (
      <SiteFrame title={t('report.no_type')} part="start">
        <div className="page-head">
          <h1>{t('report.no_type')}</h1>
          <p>
            <a href="/requests">{t('report.choose')}</a>
          </p>
        </div>
      </SiteFrame>
    );
  }
  if (type.last === null) {
    return (
      <SiteFrame title={t('report.title')} part="start">
        <h1>{t('report.title')}</h1>
        {type.fault === null ? (
          <p role="status">{t('site.loading')}</p>
        ) : (
          <FaultNotice fault={type.fault} again={type.again} />
        )}
      </SiteFrame>
    );
  }
  return <ReportForm type={type.last} />;
}

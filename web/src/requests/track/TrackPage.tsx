import { useState } from 'react';
import { publicRequest } from '../api';
import { FaultNotice } from '../FaultNotice';
import { grouped, typedNumber } from '../number';
import { SiteFrame } from '../SiteFrame';
import { useAsk } from '../use-ask';
import { useWords } from '../words';
import { NumberForm } from './FindByNumber';
import { RequestView } from './RequestView';

/** The page of one request, found by the number in the address. */
export function TrackPage({ typed }: { readonly typed: string }) {
  const { t, language } = useWords();
  const [now] = useState(() => Date.now());
  const number = typedNumber(typed);
  const digits = number.kind === 'number' ? number.digits : null;
  const found = useAsk(
    digits === null ? null : `/api/public/requests/${digits}?language=${language}`,
    publicRequest,
  );
  const title = t('track.of', { number: digits === null ? typed : grouped(digits) });
  const unknown = number.kind !== 'number' || found.fault?.kind === 'unknown';
  return (
    <SiteFrame title={title} part="track">
      {unknown ? (
        <>
          <div className="page-head">
            <h1>{t('track.unknown')}</h1>
            <p className="lead">
              {t(number.kind === 'number' ? 'track.unknown.means' : 'track.number.mistyped')}
            </p>
          </div>
          <div className="card">
            <NumberForm start={typed} />
          </div>
        </>
      ) : (
        <>
          {found.last === null && <h1>{title}</h1>}
          {found.fault !== null && <FaultNotice fault={found.fault} again={found.again} />}
          {found.last === null && found.waiting && <p role="status">{t('site.loading')}</p>}
          {found.last !== null && <RequestView request={found.last} now={now} />}
        </>
      )}
    </SiteFrame>
  );
}

import { useEffect } from 'react';
import { PageFrame } from '../../shell/PageFrame';
import { PhonePanel } from './PhonePanel';
import './phone.css';
import { useFoundPhone } from './use-phone';
import { usePhoneWords } from './words';

/** The phone alone on a page, for trying it. */
export function PhonePage() {
  const { t } = usePhoneWords();
  const found = useFoundPhone();
  const title = t('phone.title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <PageFrame city="City311" title={title}>
      {found.kind === 'here' && <PhonePanel phone={found.phone} />}
      {found.kind === 'desk' && <p className="phone-notice">{t('phone.desk')}</p>}
      {found.kind === 'no-agent' && <p className="phone-notice">{t('phone.no_agent')}</p>}
      {found.kind === 'away' && (
        <p className="phone-notice" role="alert">
          {t('phone.away')}
        </p>
      )}
      {found.kind === 'signed-out' && (
        <p className="phone-notice">
          {t('phone.signed_out')} <a href="/sign-in">{t('phone.signed_out.do')}</a>
        </p>
      )}
    </PageFrame>
  );
}

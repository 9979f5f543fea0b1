import { useEffect } from 'react';
import { useSpeech } from '../i18n/context';
import { PageFrame } from './PageFrame';

/** For an address that no screen has. */
export function NotFound() {
  const { t } = useSpeech();
  const title = t('page.not_found');
  useEffect(() => {
    document.title = `${title} – City311`;
  }, [title]);
  return (
    <PageFrame city="City311" title={title}>
      <p>
        <a href="/">{t('page.not_found.home')}</a>
      </p>
      <p>
        <a href="/requests">{t('page.not_found.report')}</a>
      </p>
    </PageFrame>
  );
}

import { type ReactNode, useEffect } from 'react';
import { LanguageSwitch } from '../i18n/LanguageSwitch';
import '../requests/site-layer.css';
import { Emblem } from '../shell/PageFrame';
import './accounts.css';
import type { Account } from './api';
import { useWords } from './words';

interface StaffFrameProps {
  /** The page's name in the window's title. */
  readonly title: string;
  /** Who is signed in; null for nobody. */
  readonly account: Account | null;
  readonly signOut: () => void;
  readonly children: ReactNode;
}

/** What the staff's pages share: the way between them, who is signed in, the language. */
export function StaffFrame({ title, account, signOut, children }: StaffFrameProps) {
  const t = useWords();
  useEffect(() => {
    document.title = `${title} – City311`;
  }, [title]);
  return (
    <div className="site">
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <header className="site-header">
        <a className="site-name" href="/">
          <Emblem />
          <span>{t('frame.name')}</span>
        </a>
        <nav aria-label={t('frame.nav')}>
          <ul className="site-nav">
            <li>
              <a href="/">{t('frame.board')}</a>
            </li>
            {account?.roles.includes('administrator') === true && (
              <li>
                <a href="/admin" aria-current={window.location.pathname === '/admin' ? 'page' : undefined}>
                  {t('frame.accounts')}
                </a>
              </li>
            )}
          </ul>
        </nav>
        {account !== null && (
          <p className="signed-in">
            <span>{t('frame.signed_in', { name: account.display_name })}</span>
            <button type="button" className="button-plain" onClick={signOut}>
              {t('frame.sign_out')}
            </button>
          </p>
        )}
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className="site-main">
        {children}
      </main>
    </div>
  );
}

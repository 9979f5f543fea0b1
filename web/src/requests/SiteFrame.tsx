import { type ReactNode, useEffect } from 'react';
import { LanguageSwitch } from '../i18n/LanguageSwitch';
import { Emblem } from '../shell/PageFrame';
import { useCityName } from './city';
import { useWords, type WordKey } from './words';

type Part = 'start' | 'track' | 'standards' | 'data';

const parts: readonly { readonly part: Part; readonly path: string; readonly name: WordKey }[] = [
  { part: 'start', path: '/requests', name: 'nav.report' },
  { part: 'track', path: '/requests/track', name: 'nav.track' },
  { part: 'standards', path: '/requests/standards', name: 'nav.standards' },
  { part: 'data', path: '/requests/open-data', name: 'nav.data' },
];

interface SiteFrameProps {
  /** The page's name in the window's title. */
  readonly title: string;
  readonly part: Part;
  readonly children: ReactNode;
}

/** What the public pages share: the city's name, the way between the pages, the language. */
export function SiteFrame({ title, part, children }: SiteFrameProps) {
  const { t } = useWords();
  const name = useCityName();
  useEffect(() => {
    document.title = `${title} – ${name}`;
  }, [title, name]);
  return (
    <div className="site">
      <a className="skip-link" href="#content">
        {t('site.skip')}
      </a>
      <header className="site-header">
        <a className="site-name" href="/requests">
          <Emblem />
          <span>{name}</span>
        </a>
        <nav aria-label={t('nav.label')}>
          <ul className="site-nav">
            {parts.map((each) => (
              <li key={each.part}>
                <a href={each.path} aria-current={each.part === part ? 'true' : undefined}>
                  {t(each.name)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className="site-main">
        {children}
      </main>
      <footer className="site-footer">
        <p>{t('site.emergency')}</p>
        <p>{t('site.by_phone')}</p>
      </footer>
    </div>
  );
}

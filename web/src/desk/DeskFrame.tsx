import { type ReactNode, useEffect } from 'react';
import { LanguageSwitch } from '../i18n/LanguageSwitch';
import { useCityName } from '../requests/city';
import { Emblem } from '../shell/PageFrame';
import { useWords } from './words';

interface DeskFrameProps {
  /** In the window's title. */
  readonly title: string;
  /** Stands in the header between the name and the language. */
  readonly header?: ReactNode;
  readonly children: ReactNode;
}

/** The header and the landmarks of the desk's page. */
export function DeskFrame({ title, header, children }: DeskFrameProps) {
  const { t } = useWords();
  const city = useCityName();
  useEffect(() => {
    document.title = `${title} – ${city}`;
  }, [title, city]);
  return (
    <div className="site desk">
      <a className="skip-link" href="#content">
        {t('desk.skip')}
      </a>
      <header className="site-header">
        <p className="site-name">
          <Emblem />
          <span>{city}</span>
        </p>
        {header}
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className="desk-main">
        {children}
      </main>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useSpeech } from '../i18n/context';
import { LanguageSwitch } from '../i18n/LanguageSwitch';

interface PageFrameProps {
  readonly city: string;
  /** The page's first heading. */
  readonly title: string;
  /** Stands in the header beside the language switch. */
  readonly status?: ReactNode;
  readonly children: ReactNode;
}

/** What all pages share: the way past the header, the city's name, the language, the landmarks. */
export function PageFrame({ city, title, status, children }: PageFrameProps) {
  const { t } = useSpeech();
  return (
    <>
      <a className="skip-link" href="#content">
        {t('page.skip')}
      </a>
      <header className="page-header">
        <div className="page-name">
          <Emblem />
          <div>
            <p className="page-city">{city}</p>
            <h1>{title}</h1>
          </div>
        </div>
        {status}
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** The sign of the city's 311. */
export function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M10 4h28a6 6 0 0 1 6 6v21a6 6 0 0 1-6 6H22l-9 8v-8h-3a6 6 0 0 1-6-6V10a6 6 0 0 1 6-6Z" />
      <text x="24" y="27.5" textAnchor="middle">
        311
      </text>
    </svg>
  );
}

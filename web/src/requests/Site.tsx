import type { ComponentType } from 'react';
import { NotFound } from '../shell/NotFound';
import { CityProvider } from './city';
import { OpenData } from './open-data/OpenData';
import { ReportPage } from './report/ReportPage';
import './site-layer.css';
import { Poster } from './standards/Poster';
import { Standards } from './standards/Standards';
import { Start } from './start/Start';
import { FindByNumber } from './track/FindByNumber';
import { TrackPage } from './track/TrackPage';

const pages: Readonly<Record<string, ComponentType>> = {
  '': Start,
  new: ReportPage,
  track: FindByNumber,
  standards: Standards,
  poster: Poster,
  'open-data': OpenData,
};

/** The public pages under `/requests`; a number there is the page of that request. */
export function Site() {
  return (
    <CityProvider>
      <SitePage />
    </CityProvider>
  );
}

function SitePage() {
  const name = window.location.pathname.replace(/^\/requests/, '').replace(/^\/+|\/+$/g, '');
  if (/^[\d .-]+$/.test(decoded(name))) {
    return <TrackPage typed={decoded(name)} />;
  }
  const Page = Object.hasOwn(pages, name) ? (pages[name] ?? NotFound) : NotFound;
  return <Page />;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

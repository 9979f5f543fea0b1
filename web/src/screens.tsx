import { type ComponentType, lazy } from 'react';
import { Board } from './board/Board';
import { NotFound } from './shell/NotFound';

/** Each page's path and the screen it shows. The board is first and comes with the first load. */
const screens: Readonly<Record<string, ComponentType>> = {
  '/': Board,
  '/admin': lazy(() => import('./accounts/Admin').then((it) => ({ default: it.Admin }))),
  '/sign-in': lazy(() => import('./accounts/SignIn').then((it) => ({ default: it.SignIn }))),
};

/** The public pages for service requests; `Site` knows its own. */
const Site = lazy(() => import('./requests/Site').then((it) => ({ default: it.Site })));

/** The agents' desk and the supervisors' floor; no other page loads any of it. */
const DeskApp = lazy(() => import('./desk/DeskApp').then((it) => ({ default: it.DeskApp })));

/** The screen for a path of an address; a slash at its end makes no difference. */
export function screenAt(path: string): ComponentType {
  const trimmed = path.replace(/\/+$/, '') || '/';
  if (trimmed === '/requests' || trimmed.startsWith('/requests/')) {
    return Site;
  }
  if (trimmed === '/desk' || trimmed === '/desk/floor') {
    return DeskApp;
  }
  return Object.hasOwn(screens, trimmed) ? (screens[trimmed] ?? NotFound) : NotFound;
}

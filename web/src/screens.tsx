import type { ComponentType } from 'react';
import { Board } from './board/Board';
import { NotFound } from './shell/NotFound';

/** Each page's path and the screen it shows. The board is first and comes with the first load. */
const screens: Readonly<Record<string, ComponentType>> = {
  '/': Board,
};

/** The screen for a path of an address; a slash at its end makes no difference. */
export function screenAt(path: string): ComponentType {
  const trimmed = path.replace(/\/+$/, '') || '/';
  return Object.hasOwn(screens, trimmed) ? (screens[trimmed] ?? NotFound) : NotFound;
}

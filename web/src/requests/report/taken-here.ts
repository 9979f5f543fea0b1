import type { TakenReport } from '../api';
import { keep, keptFor } from './draft';

/**
 * What came of the report on this very entry of the browser's history: a reload shows the number
 * again, while a new visit to the same address is a new report.
 */
export function takenOnThisPage(type: string): TakenReport | null {
  const state: unknown = window.history.state;
  const kept = keptFor(type);
  return kept?.kind === 'taken' && state === `taken ${kept.taken.number}` ? kept.taken : null;
}

export function rememberTaken(type: string, taken: TakenReport): void {
  keep(type, { kind: 'taken', taken });
  window.history.replaceState(`taken ${taken.number}`, '');
}

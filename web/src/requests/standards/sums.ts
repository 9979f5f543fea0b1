import type { Standing } from '../api';

/** How the standards of a department, or all of them, were kept together. */
export interface Sum {
  /** From 0 to 1; null when nothing was due. */
  readonly share: number | null;
  readonly closedOnTime: number;
  readonly closedLate: number;
  readonly overdueOpen: number;
}

/**
 * The share on time is what was closed on time ÷ (all that was closed + what is open and overdue), so
 * that leaving late work open does not make it look better.
 */
export function sumOf(standings: readonly Standing[]): Sum {
  const total = (pick: (each: Standing) => number) => standings.reduce((sum, each) => sum + pick(each), 0);
  const closedOnTime = total((each) => each.closed_on_time);
  const closedLate = total((each) => each.closed_late);
  const overdueOpen = total((each) => each.overdue_open);
  const due = closedOnTime + closedLate + overdueOpen;
  return { share: due === 0 ? null : closedOnTime / due, closedOnTime, closedLate, overdueOpen };
}

/** Those that were due most often, at most so many. */
export function mostUsed(standings: readonly Standing[], most: number): readonly Standing[] {
  const uses = (each: Standing) => each.closed_on_time + each.closed_late + each.overdue_open + each.open;
  return standings.toSorted((a, b) => uses(b) - uses(a) || a.name.localeCompare(b.name)).slice(0, most);
}

/** Letters without accents and case, so that "recoleccion" finds "Recolección". */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
}

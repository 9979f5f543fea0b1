import type { AgentState, GroupNow, Target } from '../api';

/** Somebody or something that a call can be handed to, or who can be asked. */
export interface Candidate {
  readonly target: Target;
  readonly kind: 'group' | 'agent' | 'line';
  readonly id: string;
  readonly name: string;
  /** Whether it can be done now, as far as is known; the server has the last word. */
  readonly can: boolean;
}

interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly state: AgentState;
  readonly can_be_asked: boolean;
}

/** All of them, those that can be reached first, each kind by name. */
export function candidates(
  own: string,
  groups: readonly (Pick<GroupNow, 'id' | 'open'> & { readonly name: string })[],
  colleagues: readonly Colleague[],
  lines: readonly { readonly line: string }[],
): readonly Candidate[] {
  const all: readonly Candidate[] = [
    ...groups.map(({ id, name, open }) => ({ target: { group: id }, kind: 'group' as const, id, name, can: open })),
    ...colleagues
      .filter(({ id }) => id !== own)
      .map(({ id, name, can_be_asked }) => ({
        target: { agent: id },
        kind: 'agent' as const,
        id,
        name,
        can: can_be_asked,
      })),
    ...lines.map(({ line }) => ({ target: { line }, kind: 'line' as const, id: line, name: line, can: true })),
  ];
  const order = { group: 0, agent: 1, line: 2 };
  return all.toSorted(
    (a, b) => Number(b.can) - Number(a.can) || order[a.kind] - order[b.kind] || a.name.localeCompare(b.name),
  );
}

/** Those whose name has what was typed, whatever the case and the accents. */
export function matching(all: readonly Candidate[], typed: string): readonly Candidate[] {
  const wanted = plain(typed.trim());
  return all.filter(({ name, id }) => plain(`${name} ${id}`).includes(wanted));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase();
}

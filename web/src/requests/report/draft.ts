/**
 * A report as far as it is written, kept in this window until it is closed, so that a reload or a
 * glance at another page loses nothing.
 */
import { type Answers, answersGiven, type TakenReport, takenReport } from '../api';
import { list, Mismatch, nullable, number, object, type Shape, type Shaped, text } from '../../shape';

const attached = object({ id: text, name: text });
const contact = object({ name: text, email: text, phone: text });

const draft = object({
  words: text,
  answers: answersGiven,
  position: nullable(object({ latitude: number, longitude: number })),
  /** The neighbourhood that was chosen from the list; empty for none. */
  area: text,
  address: text,
  asset: text,
  contact,
  attachments: list(attached),
  /**
   * The same for every try to send this very report, so that one whose answer was lost is not taken
   * twice. A report that was changed since is another one, and the server says so.
   */
  key: text,
});

export type Draft = Shaped<typeof draft>;
export type Attached = Shaped<typeof attached>;
export type Contact = Shaped<typeof contact>;

/** What is kept: a draft, or what came of it. */
export type Kept =
  | { readonly kind: 'writing'; readonly draft: Draft }
  | { readonly kind: 'taken'; readonly taken: TakenReport };

export function newKey(): string {
  // `randomUUID` is only there over TLS and on loopback; a city may try this out in its network.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export function emptyDraft(words: string): Draft {
  return {
    words,
    answers: {},
    position: null,
    area: '',
    address: '',
    asset: '',
    contact: { name: '', email: '', phone: '' },
    attachments: [],
    key: newKey(),
  };
}

/** What was kept for this type; null for nothing, or nothing that can be read. */
export function keptFor(type: string): Kept | null {
  try {
    const found = sessionStorage.getItem(keptAs(type));
    return found === null ? null : readKept(found);
  } catch {
    return null;
  }
}

export function readKept(found: string): Kept | null {
  return (
    reading(() => ({ kind: 'writing', draft: read(draft, found, 'draft') })) ??
    reading(() => ({ kind: 'taken', taken: read(takenReport, found, 'taken') }))
  );
}

export function keep(type: string, kept: Kept | null): void {
  try {
    if (kept === null) {
      sessionStorage.removeItem(keptAs(type));
    } else {
      sessionStorage.setItem(keptAs(type), written(kept));
    }
  } catch {
    // Storage is full or forbidden: then a reload begins anew, which is all that this browser allows.
  }
}

export function written(kept: Kept): string {
  if (kept.kind === 'writing') {
    return JSON.stringify({ draft: kept.draft });
  }
  const { due, ...rest } = kept.taken;
  return JSON.stringify({ taken: { ...rest, due: due === null ? null : new Date(due).toISOString() } });
}

/** The answers that are to be sent: none that is empty, and none to what is no longer asked. */
export function answersOf(given: Answers, asked: readonly { readonly id: string }[]): Answers {
  return Object.fromEntries(
    asked.flatMap(({ id }) => {
      const said = (given[id] ?? []).map((each) => each.trim()).filter((each) => each !== '');
      return said.length === 0 ? [] : [[id, said]];
    }),
  );
}

function keptAs(type: string): string {
  return `city311.requests.report.${type}`;
}

function read<T>(shape: Shape<T>, found: string, name: string): T {
  const value: unknown = JSON.parse(found);
  if (typeof value !== 'object' || value === null || !(name in value)) {
    throw new Mismatch(name, 'what was kept');
  }
  return shape((value as Record<string, unknown>)[name], name);
}

function reading(of: () => Kept): Kept | null {
  try {
    return of();
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return null;
    }
    throw problem;
  }
}

/**
 * What an agent says of calls. Every letter is kept in this browser at once and sent when the typing
 * rests; it is forgotten here a while after the server has it, so that no reload, no killed browser and
 * no server that is away loses a word.
 */
import { flag, list, Mismatch, number, object, type Shaped, text } from '../shape';
import type { WrapUpNotes } from './api';

/** The server's limits. */
export const MOST_CODES = 10;
export const MOST_NOTE = 4_000;
/** Typing that pauses for so long is sent. */
export const REST_MS = 800;
export const FIRST_RETRY_MS = 2_000;
export const LONGEST_RETRY_MS = 30_000;
/** The server takes notes of a call for a day; what is older can go nowhere. */
export const MOST_AGE_MS = 24 * 3_600_000;

const kept = object({ codes: list(text), note: text, at: number, sent: flag });
type Kept = Shaped<typeof kept>;

/** How far the notes of a call have got. */
export type Safety =
  /** The server has them, or there are none. */
  | 'saved'
  | 'sending'
  /** Only this browser has them; the server was away and is tried again. */
  | 'here-only'
  /** The server will not take them. */
  | 'refused';

export interface NotesState {
  readonly codes: readonly string[];
  readonly note: string;
  readonly safety: Safety;
}

/** What became of sending. */
export type Sent = 'taken' | 'away' | 'refused';

/** The part of the browser's storage that is used. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

interface Entry {
  state: NotesState;
  at: number;
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const EMPTY: NotesState = { codes: [], note: '', safety: 'saved' };

/** Keeps the notes of one agent's calls and brings them to the server. */
export class Notes {
  private readonly entries = new Map<string, Entry>();
  private readonly subscribers = new Set<() => void>();
  private readonly prefix: string;

  constructor(
    agent: string,
    private readonly shelf: Shelf | null,
    private readonly send: (call: string, notes: WrapUpNotes) => Promise<Sent>,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.prefix = `city311.desk.notes.${agent}.`;
  }

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.subscribers.add(onChange);
    return () => {
      this.subscribers.delete(onChange);
    };
  };

  readonly of = (call: string): NotesState => this.entries.get(call)?.state ?? EMPTY;

  /** Takes up what an earlier page left: sends what the server has not got, and forgets what is old. */
  readonly resume = (): void => {
    for (const { call, found } of this.onShelf()) {
      if (found === null || this.now() - found.at > MOST_AGE_MS) {
        this.forget(call);
      } else if (!this.entries.has(call)) {
        const safety: Safety = found.sent ? 'saved' : 'here-only';
        this.entries.set(call, {
          state: { codes: found.codes, note: found.note, safety },
          at: found.at,
          failures: 0,
          timer: undefined,
        });
        if (!found.sent) {
          this.sendAfter(call, 0);
        }
      }
    }
    this.tell();
  };

  /** What the server has; words that were typed here and not sent yet are later ones. */
  readonly told = (call: string, { codes, note }: WrapUpNotes): void => {
    const entry = this.entries.get(call);
    if (entry === undefined || entry.state.safety === 'saved') {
      this.put(call, { codes, note, safety: 'saved' });
    }
  };

  readonly write = (call: string, change: Partial<WrapUpNotes>): void => {
    const before = this.of(call);
    const note = (change.note ?? before.note).slice(0, MOST_NOTE);
    const codes = (change.codes ?? before.codes).slice(0, MOST_CODES);
    this.put(call, { note, codes, safety: 'sending' });
    this.sendAfter(call, REST_MS);
  };

  /** Sends at once what is not sent, as when a wrap-up is done or the network is back. */
  readonly flush = (): void => {
    for (const [call, { state }] of this.entries) {
      if (state.safety === 'sending' || state.safety === 'here-only') {
        this.sendAfter(call, 0);
      }
    }
  };

  /** Sends nothing more; what was not sent stays in the browser. */
  readonly close = (): void => {
    for (const entry of this.entries.values()) {
      clearTimeout(entry.timer);
    }
    this.entries.clear();
  };

  private put(call: string, state: NotesState): void {
    const entry = this.entries.get(call) ?? { state, at: 0, failures: 0, timer: undefined };
    entry.state = state;
    entry.at = this.now();
    this.entries.set(call, entry);
    this.store(call, entry);
    this.tell();
  }

  private sendAfter(call: string, millis: number): void {
    const entry = this.entries.get(call);
    if (entry !== undefined) {
      clearTimeout(entry.timer);
      entry.timer = setTimeout(() => void this.sendNow(call, entry), millis);
    }
  }

  private async sendNow(call: string, entry: Entry): Promise<void> {
    const { codes, note } = entry.state;
    const sent = await this.send(call, { codes, note });
    if (this.entries.get(call) !== entry || entry.state.note !== note || entry.state.codes !== codes) {
      // The page has closed, or more was typed meanwhile, which is sent by its own timer.
      return;
    }
    if (sent === 'away') {
      const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** entry.failures);
      entry.failures += 1;
      entry.state = { ...entry.state, safety: 'here-only' };
      this.sendAfter(call, pause);
    } else {
      entry.failures = 0;
      entry.state = { ...entry.state, safety: sent === 'taken' ? 'saved' : 'refused' };
      this.store(call, entry);
    }
    this.tell();
  }

  private store(call: string, { state, at }: Entry): void {
    const { codes, note, safety } = state;
    try {
      this.shelf?.setItem(this.prefix + call, JSON.stringify({ codes, note, at, sent: safety === 'saved' }));
    } catch {
      // Storage is full or forbidden: the words are on the page and on their way to the server.
    }
  }

  private forget(call: string): void {
    try {
      this.shelf?.removeItem(this.prefix + call);
    } catch {
      // Then they stay, and are forgotten another time.
    }
  }

  private onShelf(): readonly { readonly call: string; readonly found: Kept | null }[] {
    try {
      const { shelf } = this;
      const keys = Array.from({ length: shelf?.length ?? 0 }, (_, index) => shelf?.key(index) ?? '');
      return keys
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => ({ call: key.slice(this.prefix.length), found: readKept(shelf?.getItem(key) ?? '') }));
    } catch {
      return [];
    }
  }

  private tell(): void {
    for (const tell of this.subscribers) {
      tell();
    }
  }
}

function readKept(found: string): Kept | null {
  try {
    return kept(JSON.parse(found), '');
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return null;
    }
    throw problem;
  }
}

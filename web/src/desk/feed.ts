import { type ServerClock, setClock } from '../live/server-clock';
import { Mismatch, type Shape } from '../shape';
import { announcement, type Announcement } from './api';
import { EventReader, type StreamEvent } from './sse';

/** A stream that writes nothing for this long is broken: the server writes at least every 15 s. */
export const SILENCE_LIMIT_MS = 20_000;
/** How long a broken stream may take to come back before the page says so. */
export const GRACE_MS = 2_500;
/** The wait before the first new try; it doubles up to the longest, and a good event resets it. */
export const FIRST_RETRY_MS = 300;
export const LONGEST_RETRY_MS = 8_000;
/** The last so many messages to all are kept. */
export const MOST_MESSAGES = 20;

/** How far what is shown can be trusted. */
export type Trust = 'connecting' | 'live' | 'stale' | 'unreadable';

/** Why there is no stream any more, and none will come by trying again. */
export type End = 'signed-out' | 'not-allowed' | 'unknown';

export interface FeedState<T> {
  readonly trust: Trust;
  /** The last good state. */
  readonly value: T | null;
  readonly clock: ServerClock | null;
  readonly end: End | null;
  /** The latest first. */
  readonly messages: readonly Announcement[];
}

/** A stream that was asked for. */
export interface Opened {
  readonly status: number;
  /** Pieces of its text, until it ends or breaks. */
  readonly pieces: AsyncIterable<string>;
}

export type Open = (signal: AbortSignal) => Promise<Opened>;

interface Dated {
  /** The server's time at which this was so, milliseconds since 1970. */
  readonly at: number;
}

/**
 * Follows one desk or the floor: opens the stream, reads each event, notices silence, and tries again
 * with growing pauses as long as that can help. Each event is the whole state, so nothing is missed by
 * a gap.
 */
export class DeskFeed<T extends Dated> {
  private state: FeedState<T> = { trust: 'connecting', value: null, clock: null, end: null, messages: [] };
  private readonly subscribers = new Set<() => void>();
  private stop: AbortController | null = null;
  private failures = 0;
  private graceTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param event the name of the event that has the state */
  constructor(
    private readonly event: string,
    private readonly shape: Shape<T>,
    private readonly open: Open,
    private readonly now: () => number = () => performance.now(),
    private readonly random: () => number = Math.random,
  ) {}

  readonly current = (): FeedState<T> => this.state;

  /** Starts with the first subscriber and stops with the last. */
  readonly subscribe = (onChange: () => void): (() => void) => {
    this.subscribers.add(onChange);
    if (this.subscribers.size === 1) {
      this.connect();
      this.allowGrace();
    }
    return () => {
      this.subscribers.delete(onChange);
      if (this.subscribers.size === 0) {
        this.disconnect();
        this.endGrace();
      }
    };
  };

  /** Tries at once, as when the network is back or somebody has signed in again. */
  readonly retryNow = (): void => {
    if (this.subscribers.size > 0 && (this.state.trust !== 'live' || this.state.end !== null)) {
      this.change({ end: null });
      this.connect();
    }
  };

  /** Takes a state that came as the answer to an act, unless a later one is here already. */
  readonly put = (value: T): void => {
    if (this.state.value === null || value.at >= this.state.value.at) {
      this.change({ value });
    }
  };

  private connect(): void {
    this.disconnect();
    const stop = new AbortController();
    this.stop = stop;
    this.awaitWord();
    void this.follow(stop.signal).then((end) => {
      if (!stop.signal.aborted) {
        this.broken(end);
      }
    });
  }

  /** Reads until the stream ends. */
  private async follow(signal: AbortSignal): Promise<End | null> {
    try {
      const { status, pieces } = await this.open(signal);
      const end = endOf(status);
      if (end !== null || status !== 200) {
        return end;
      }
      const reader = new EventReader();
      for await (const piece of pieces) {
        if (signal.aborted) {
          return null;
        }
        this.awaitWord();
        reader.read(piece).forEach(this.receive);
      }
    } catch (problem) {
      if (!signal.aborted) {
        console.warn(`The desk's stream broke: ${String(problem)}`);
      }
    }
    return null;
  }

  private disconnect(): void {
    this.stop?.abort();
    this.stop = null;
    clearTimeout(this.silenceTimer);
    clearTimeout(this.retryTimer);
  }

  private broken(end: End | null): void {
    this.disconnect();
    if (end !== null) {
      this.endGrace();
      this.change({ end, trust: 'stale' });
      return;
    }
    if (this.state.trust === 'live') {
      this.allowGrace();
    }
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.retryTimer = setTimeout(
      () => {
        this.connect();
      },
      pause * (0.75 + this.random() / 2),
    );
  }

  private readonly receive = ({ event, data }: StreamEvent): void => {
    try {
      if (event === this.event) {
        const value = this.shape(JSON.parse(data), '');
        this.failures = 0;
        this.endGrace();
        this.change({ trust: 'live', value, clock: setClock(this.state.clock, value.at, this.now()), end: null });
      } else if (event === 'message') {
        const said = announcement(JSON.parse(data), '');
        this.change({ messages: [said, ...this.state.messages].slice(0, MOST_MESSAGES) });
      }
    } catch (problem) {
      if (!(problem instanceof Mismatch || problem instanceof SyntaxError)) {
        throw problem;
      }
      console.warn(`An event of the desk could not be read: ${problem.message}`);
      this.change({ trust: 'unreadable' });
    }
  };

  /** Gives up a stream that is silent for too long. */
  private awaitWord(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.broken(null);
    }, SILENCE_LIMIT_MS);
  }

  /** Says so when the stream does not come back soon. */
  private allowGrace(): void {
    // One for all tries to come back.
    this.graceTimer ??= setTimeout(() => {
      this.change({ trust: 'stale' });
    }, GRACE_MS);
  }

  private endGrace(): void {
    clearTimeout(this.graceTimer);
    this.graceTimer = undefined;
  }

  private change(change: Partial<FeedState<T>>): void {
    this.state = { ...this.state, ...change };
    for (const tell of this.subscribers) {
      tell();
    }
  }
}

function endOf(status: number): End | null {
  return status === 401 ? 'signed-out' : status === 403 ? 'not-allowed' : status === 404 ? 'unknown' : null;
}

/** Opens a stream of this server as who is signed in. */
export function streamOf(path: string): Open {
  return async (signal) => {
    const response = await fetch(path, {
      signal,
      headers: { accept: 'text/event-stream' },
      credentials: 'same-origin',
      cache: 'no-store',
    });
    return { status: response.status, pieces: piecesOf(response) };
  };
}

async function* piecesOf(response: Response): AsyncIterable<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader?.read(); piece !== undefined && !piece.done; piece = await reader?.read()) {
    yield piece.value;
  }
}

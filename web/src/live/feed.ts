import { type LiveFigures, readLiveFigures } from '../api';
import { type ServerClock, setClock } from './server-clock';

/** Figures older than this are shown as stale; the server sends at least once a second. */
export const STALE_AFTER_MS = 3_000;
/** A stream that says nothing for this long is given up and opened anew. */
export const SILENCE_LIMIT_MS = 10_000;
/** The wait before the first new try; it doubles up to the longest, and a good event resets it. */
export const FIRST_RETRY_MS = 500;
export const LONGEST_RETRY_MS = 8_000;

/** How far what is shown can be trusted. */
export type Trust =
  /** No figure yet, and still within the time in which one is due. */
  | 'connecting'
  | 'live'
  /** The last figure is too old, or none came at all. */
  | 'stale'
  /** The last event could not be read; the figures are those before it. */
  | 'unreadable';

/** All that a page needs to draw: the last good figures, and how far to trust them. */
export interface LiveState {
  readonly trust: Trust;
  readonly figures: LiveFigures | null;
  readonly clock: ServerClock | null;
}

/** The part of the browser's EventSource that the feed uses. */
export interface Stream {
  addEventListener(type: 'live' | 'error', listener: (event: Event) => void): void;
  close(): void;
}

/**
 * Follows the live figures of one server: opens the stream, reads each event, notices silence, and
 * tries again for ever with growing pauses. Subscribers hear of every change of the state, which is
 * one immutable value.
 */
export class LiveFeed {
  private state: LiveState = { trust: 'connecting', figures: null, clock: null };
  private readonly subscribers = new Set<() => void>();
  private stream: Stream | null = null;
  private failures = 0;
  private staleTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly open: () => Stream,
    /** Milliseconds that only ever grow. */
    private readonly now: () => number = () => performance.now(),
    /** Between 0 and 1; spreads the browsers that come back after a restart of the server. */
    private readonly random: () => number = Math.random,
  ) {}

  readonly current = (): LiveState => this.state;

  /** Starts with the first subscriber and stops with the last. */
  readonly subscribe = (onChange: () => void): (() => void) => {
    this.subscribers.add(onChange);
    if (this.subscribers.size === 1) {
      this.awaitFreshness();
      this.connect();
    }
    return () => {
      this.subscribers.delete(onChange);
      if (this.subscribers.size === 0) {
        this.disconnect();
        clearTimeout(this.staleTimer);
      }
    };
  };

  /** Tries at once, as when the browser says that the network is back. */
  readonly retryNow = (): void => {
    if (this.subscribers.size > 0 && this.state.trust !== 'live') {
      this.connect();
    }
  };

  private connect(): void {
    this.disconnect();
    const stream = this.open();
    this.stream = stream;
    stream.addEventListener('live', (event) => {
      if (this.stream === stream) {
        this.receive(String((event as MessageEvent<unknown>).data));
      }
    });
    stream.addEventListener('error', () => {
      if (this.stream === stream) {
        this.retryLater();
      }
    });
    this.awaitEvent();
  }

  private disconnect(): void {
    this.stream?.close();
    this.stream = null;
    clearTimeout(this.silenceTimer);
    clearTimeout(this.retryTimer);
  }

  private receive(data: string): void {
    this.awaitEvent();
    this.awaitFreshness();
    const reading = readLiveFigures(data);
    if (!reading.ok) {
      console.warn(`An event of the live figures could not be read: ${reading.reason}`);
      this.change({ ...this.state, trust: 'unreadable' });
      return;
    }
    this.failures = 0;
    const figures = reading.value;
    const clock = setClock(this.state.clock, figures.at, this.now());
    this.change({ trust: 'live', figures, clock });
  }

  private retryLater(): void {
    this.disconnect();
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.retryTimer = setTimeout(
      () => {
        this.connect();
      },
      pause * (0.75 + this.random() / 2),
    );
  }

  /** Gives up a stream that is silent for too long. */
  private awaitEvent(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.retryLater();
    }, SILENCE_LIMIT_MS);
  }

  /** Says so when what is shown is too old, whatever the stream does. */
  private awaitFreshness(): void {
    clearTimeout(this.staleTimer);
    this.staleTimer = setTimeout(() => {
      this.change({ ...this.state, trust: 'stale' });
    }, STALE_AFTER_MS);
  }

  private change(state: LiveState): void {
    this.state = state;
    for (const tell of this.subscribers) {
      tell();
    }
  }
}

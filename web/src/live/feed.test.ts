import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleEvent } from './example-event';
import { LiveFeed, LONGEST_RETRY_MS, SILENCE_LIMIT_MS, STALE_AFTER_MS, type Stream } from './feed';

class ScriptedStream extends EventTarget implements Stream {
  closed = false;

  close(): void {
    this.closed = true;
  }

  send(data: string): void {
    this.dispatchEvent(new MessageEvent('live', { data }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
}

const good = (waiting = 3) => JSON.stringify({ ...exampleEvent(), waiting });

describe('LiveFeed', () => {
  let streams: ScriptedStream[];
  let feed: LiveFeed;
  let leave: () => void;

  const newest = (): ScriptedStream => {
    const stream = streams.at(-1);
    if (stream === undefined) {
      throw new Error('no stream was opened');
    }
    return stream;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    streams = [];
    feed = new LiveFeed(
      () => {
        const stream = new ScriptedStream();
        streams.push(stream);
        return stream;
      },
      () => Date.now(),
      () => 0.5,
    );
    leave = feed.subscribe(() => undefined);
  });

  afterEach(() => {
    leave();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is connecting until the first event, then live', () => {
    expect(feed.current()).toEqual({ trust: 'connecting', figures: null, clock: null });
    newest().send(good());
    expect(feed.current()).toMatchObject({ trust: 'live', figures: { waiting: 3 } });
  });

  it('says stale after three silent seconds, keeps the figures, and recovers with the next event', () => {
    newest().send(good());
    vi.advanceTimersByTime(STALE_AFTER_MS - 1);
    expect(feed.current().trust).toBe('live');
    vi.advanceTimersByTime(1);
    expect(feed.current()).toMatchObject({ trust: 'stale', figures: { waiting: 3 } });
    newest().send(good(1));
    expect(feed.current()).toMatchObject({ trust: 'live', figures: { waiting: 1 } });
  });

  it('says stale without figures when nothing ever came', () => {
    vi.advanceTimersByTime(STALE_AFTER_MS);
    expect(feed.current()).toMatchObject({ trust: 'stale', figures: null });
  });

  it('opens a silent stream anew, since a dead connection may never report an error', () => {
    newest().send(good());
    vi.advanceTimersByTime(SILENCE_LIMIT_MS + 500);
    expect(streams).toHaveLength(2);
    expect(streams[0]?.closed).toBe(true);
  });

  it('pauses longer after each failure, up to the limit, and starts over after a good event', () => {
    const pauses: number[] = [];
    for (let i = 0; i < 7; i++) {
      const failedAt = Date.now();
      const opened = streams.length;
      newest().fail();
      while (streams.length === opened) {
        vi.advanceTimersByTime(100);
      }
      pauses.push(Date.now() - failedAt);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, LONGEST_RETRY_MS, LONGEST_RETRY_MS, LONGEST_RETRY_MS]);
    newest().send(good());
    newest().fail();
    vi.advanceTimersByTime(500);
    expect(streams).toHaveLength(9);
  });

  it('keeps the last good figures over an event that it cannot read, and never calls them live', () => {
    newest().send(good());
    newest().send('{"waiting":"many"}');
    expect(feed.current()).toMatchObject({ trust: 'unreadable', figures: { waiting: 3 } });
    vi.advanceTimersByTime(STALE_AFTER_MS - 1);
    expect(feed.current().trust).toBe('unreadable');
    newest().send(good(2));
    expect(feed.current()).toMatchObject({ trust: 'live', figures: { waiting: 2 } });
  });

  it('turns stale from unreadable once the stream is silent as well', () => {
    newest().send('nonsense');
    newest().fail();
    vi.advanceTimersByTime(STALE_AFTER_MS);
    expect(feed.current().trust).toBe('stale');
  });

  it('tries at once when the network is back', () => {
    newest().fail();
    feed.retryNow();
    expect(streams).toHaveLength(2);
  });

  it('ignores what an abandoned stream still says', () => {
    const old = newest();
    old.fail();
    old.send(good());
    expect(feed.current().figures).toBeNull();
  });

  it('stops with its last subscriber', () => {
    leave();
    expect(newest().closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desk, type Desk } from './api';
import { exampleDesk } from './example';
import { DeskFeed, FIRST_RETRY_MS, GRACE_MS, LONGEST_RETRY_MS, type Opened, SILENCE_LIMIT_MS } from './feed';
import { EventReader } from './sse';

/** A stream that says what a test tells it to. */
class ScriptedStream implements AsyncIterable<string> {
  private readonly waiting: ((result: IteratorResult<string>) => void)[] = [];
  private readonly said: IteratorResult<string>[] = [];

  say(piece: string): Promise<void> {
    return this.give({ done: false, value: piece });
  }

  end(): Promise<void> {
    return this.give({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): AsyncIterator<string> {
    return {
      next: () => {
        const found = this.said.shift();
        return found === undefined
          ? new Promise((resolve) => this.waiting.push(resolve))
          : Promise.resolve(found);
      },
    };
  }

  private async give(result: IteratorResult<string>): Promise<void> {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.said.push(result);
    } else {
      next(result);
    }
    await vi.advanceTimersByTimeAsync(0);
  }
}

const event = (calls = 12) => {
  const all = exampleDesk();
  return `event: desk\ndata: ${JSON.stringify({ ...all, agent: { ...all.agent, calls_since_sign_in: calls } })}\n\n`;
};

describe('DeskFeed', () => {
  let streams: ScriptedStream[];
  let status: number;
  let feed: DeskFeed<Desk>;
  let leave: () => void;

  const newest = (): ScriptedStream => {
    const stream = streams.at(-1);
    if (stream === undefined) {
      throw new Error('no stream was opened');
    }
    return stream;
  };
  const start = async () => {
    leave = feed.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
  };
  const calls = () => feed.current().value?.agent.calls_since_sign_in;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    streams = [];
    status = 200;
    feed = new DeskFeed<Desk>(
      'desk',
      desk,
      () => {
        const stream = new ScriptedStream();
        streams.push(stream);
        return Promise.resolve<Opened>({ status, pieces: stream });
      },
      () => Date.now(),
      () => 0.5,
    );
  });

  afterEach(() => {
    leave();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is connecting until the first event, then live', async () => {
    await start();
    expect(feed.current()).toMatchObject({ trust: 'connecting', value: null });
    await newest().say(event());
    expect(feed.current()).toMatchObject({ trust: 'live' });
    expect(calls()).toBe(12);
  });

  it('takes comments for life, and opens a stream anew that is silent even of them', async () => {
    await start();
    await newest().say(event());
    for (let beats = 0; beats < 4; beats++) {
      await vi.advanceTimersByTimeAsync(15_000);
      await newest().say(':\n');
    }
    expect(streams).toHaveLength(1);
    expect(feed.current().trust).toBe('live');
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS + FIRST_RETRY_MS);
    expect(streams).toHaveLength(2);
  });

  it('says nothing of a short gap, and has the whole state after it', async () => {
    await start();
    await newest().say(event(12));
    await newest().end();
    await vi.advanceTimersByTimeAsync(FIRST_RETRY_MS);
    expect(streams).toHaveLength(2);
    expect(feed.current().trust).toBe('live');
    await newest().say(event(14));
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(feed.current().trust).toBe('live');
    expect(calls()).toBe(14);
  });

  it('says so when the gap is long, keeps what it has, and recovers', async () => {
    await start();
    await newest().say(event());
    await newest().end();
    status = 503;
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(feed.current()).toMatchObject({ trust: 'stale' });
    expect(calls()).toBe(12);
    status = 200;
    await vi.advanceTimersByTimeAsync(LONGEST_RETRY_MS);
    await newest().say(event(13));
    expect(feed.current()).toMatchObject({ trust: 'live' });
  });

  it('pauses longer after each failure, up to the limit', async () => {
    status = 503;
    await start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams.length).toBeGreaterThan(8);
    expect(streams.length).toBeLessThan(15);
  });

  it.each([
    [401, 'signed-out'],
    [403, 'not-allowed'],
    [404, 'unknown'],
  ])('does not knock again at a door that answers %i, until somebody says so', async (code, end) => {
    status = code;
    await start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams).toHaveLength(1);
    expect(feed.current().end).toBe(end);
    status = 200;
    feed.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    await newest().say(event());
    expect(feed.current()).toMatchObject({ trust: 'live', end: null });
  });

  it('keeps the last good state over an event that it can not read', async () => {
    await start();
    await newest().say(event());
    await newest().say('event: desk\ndata: {"at":"soon"}\n\n');
    expect(feed.current().trust).toBe('unreadable');
    expect(calls()).toBe(12);
  });

  it('takes the answer to an act at once, but none that is older than what it has', async () => {
    await start();
    await newest().say(event(12));
    const answer = desk({ ...exampleDesk(), at: new Date(Date.now() + 1_000).toISOString() }, '');
    feed.put({ ...answer, agent: { ...answer.agent, calls_since_sign_in: 13 } });
    expect(calls()).toBe(13);
    feed.put({ ...answer, at: answer.at - 500, agent: { ...answer.agent, calls_since_sign_in: 9 } });
    expect(calls()).toBe(13);
  });

  it('collects messages to all, the latest first', async () => {
    await start();
    const said = (text: string) =>
      `event: message\ndata: ${JSON.stringify({ at: '2026-01-01T12:00:00Z', from: 'sue', text })}\n\n`;
    await newest().say(said('one') + said('two'));
    expect(feed.current().messages.map(({ text }) => text)).toEqual(['two', 'one']);
  });

  it('stops with its last subscriber', async () => {
    await start();
    leave();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('EventReader', () => {
  it('puts events together from any pieces, and leaves comments out', () => {
    const whole = ': hello\nevent: desk\r\ndata: {"a":\ndata: 1}\n\nid: 7\ndata: x\n\n';
    for (let size = 1; size <= whole.length; size++) {
      const reader = new EventReader();
      const found = [];
      for (let from = 0; from < whole.length; from += size) {
        found.push(...reader.read(whole.slice(from, from + size)));
      }
      expect(found).toEqual([
        { event: 'desk', data: '{"a":\n1}' },
        { event: 'message', data: 'x' },
      ]);
    }
  });

  it('gives up what has no end', () => {
    const reader = new EventReader();
    expect(() => {
      for (let i = 0; i < 100; i++) {
        reader.read('x'.repeat(100_000));
      }
    }).toThrow(RangeError);
  });
});

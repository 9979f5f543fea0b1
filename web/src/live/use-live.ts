import { useEffect, useState, useSyncExternalStore } from 'react';
import { LiveFeed, type LiveState } from './feed';
import { secondsSince, type ServerClock } from './server-clock';

/** Often enough that no second is shown visibly late. */
const TICK_MS = 200;

const feed = new LiveFeed(() => new EventSource('/api/live'));

/** The live figures of the server that this page came from; all users share one stream. */
export function useLive(): LiveState {
  useEffect(() => {
    window.addEventListener('online', feed.retryNow);
    return () => {
      window.removeEventListener('online', feed.retryNow);
    };
  }, []);
  return useSyncExternalStore(feed.subscribe, feed.current);
}

/**
 * Whole seconds since an instant of the server's, ticking by itself. With no clock to tick by it is
 * null, and the caller shows the server's last word instead.
 */
export function useSecondsSince(since: number | null, clock: ServerClock | null): number | null {
  const [now, setNow] = useState(() => performance.now());
  const ticking = since !== null && clock !== null;
  useEffect(() => {
    if (!ticking) {
      return undefined;
    }
    const timer = setInterval(() => {
      setNow(performance.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [ticking]);
  return ticking ? secondsSince(since, clock, now) : null;
}

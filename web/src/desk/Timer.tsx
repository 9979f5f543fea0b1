import { useEffect, useState } from 'react';
import { UNKNOWN } from '../i18n/duration';
import type { ServerClock } from '../live/server-clock';
import { useSecondsSince } from '../live/use-live';
import { useWords } from './words';

/** How long ago that was, ticking; unknown while the server is not heard. */
export function Timer({ since, clock }: { readonly since: number | null; readonly clock: ServerClock | null }) {
  const { clock: written } = useWords();
  const seconds = useSecondsSince(since, clock);
  return <span className="timer">{seconds === null ? UNKNOWN : written(seconds)}</span>;
}

const TICK_MS = 250;

/** How long it is until then, ticking; zero when it is past. */
export function TimeLeft({ until, clock }: { readonly until: number; readonly clock: ServerClock | null }) {
  const { clock: written } = useWords();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(performance.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const seconds = clock === null ? null : Math.max(0, Math.ceil((until - now - clock.offset) / 1_000));
  return <span className="timer">{seconds === null ? UNKNOWN : written(seconds)}</span>;
}

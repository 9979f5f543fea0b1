/** A later reading that differs by more than this is a clock that was set, not a slow network. */
const LARGEST_DELAY_MS = 1_000;

/**
 * What must be added to this page's own clock to get the server's. The page's clock may be wrong by
 * hours, so waits are counted on the server's.
 */
export interface ServerClock {
  readonly offset: number;
}

/**
 * The clock after an event written `at` was received `now`. Events come late by the network's
 * delay, never early: the largest offset is the truest, and keeping it stops a wait from jumping
 * back a second.
 */
export function setClock(previous: ServerClock | null, at: number, now: number): ServerClock {
  const offset = at - now;
  if (previous === null || Math.abs(offset - previous.offset) > LARGEST_DELAY_MS) {
    return { offset };
  }
  return offset > previous.offset ? { offset } : previous;
}

/** Whole seconds from an instant of the server's until now; never negative. */
export function secondsSince(since: number, clock: ServerClock, now: number): number {
  return Math.max(0, Math.floor((now + clock.offset - since) / 1_000));
}

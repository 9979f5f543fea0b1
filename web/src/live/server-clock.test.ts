import { describe, expect, it } from 'vitest';
import { secondsSince, setClock } from './server-clock';

describe('the server’s clock', () => {
  it('counts a wait right on a computer whose clock is a day off', () => {
    const clock = setClock(null, 1_000_000, 5_000);
    expect(secondsSince(1_000_000 - 42_100, clock, 5_000)).toBe(42);
    expect(secondsSince(1_000_000 - 42_100, clock, 5_900)).toBe(43);
  });

  it('does not jump back when an event was slow', () => {
    const clock = setClock(null, 1_000_000, 0);
    const later = setClock(clock, 1_001_000, 1_700);
    expect(secondsSince(1_000_000, later, 2_000)).toBe(2);
  });

  it('follows a clock that was set', () => {
    const clock = setClock(null, 1_000_000, 0);
    expect(setClock(clock, 990_000, 1_000).offset).toBe(989_000);
  });

  it('never shows a negative wait', () => {
    expect(secondsSince(2_000, { offset: 0 }, 1_000)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { estimate } from './estimate';

describe('an expected wait', () => {
  it.each([
    [0, 5, 'under', 1],
    [29, 5, 'under', 1],
    [30, 5, 'about', 1],
    [170, 40, 'about', 3],
    [170, 60, 'about', 3],
    [170, 61, 'about', 2],
    [170, 240, 'about', 5],
    [140, 240, 'under', 5],
    [1_500, 700, 'about', 30],
    [7_000, 5_000, 'about', 120],
    [1_000, 5_000, 'under', 60],
  ] as const)('of %i s, usually wrong by %i s, is %s %i min', (seconds, error, kind, minutes) => {
    expect(estimate(seconds, error)).toEqual({ kind, minutes });
  });

  it('is told to the minute when nothing is known of its error', () => {
    expect(estimate(170, null)).toEqual({ kind: 'about', minutes: 3 });
  });
});

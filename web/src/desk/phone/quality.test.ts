import { describe, expect, it } from 'vitest';
import { type Counts, countsOf, qualityBetween } from './quality';

const none: Counts = { at: 0, received: 0, lost: 0, jitter: 0, roundTrip: null, lostThere: null };

describe('the quality between two counts', () => {
  it.each([
    ['nothing is lost', { received: 100 }, 'good'],
    ['one in 200 is lost', { received: 199, lost: 1 }, 'good'],
    ['two in 100 are lost', { received: 98, lost: 2 }, 'fair'],
    ['six in 100 are lost', { received: 94, lost: 6 }, 'poor'],
    ['the other side loses six in 100', { received: 100, lostThere: 0.06 }, 'poor'],
    ['packets come unevenly', { received: 100, jitter: 40 }, 'fair'],
    ['packets come very unevenly', { received: 100, jitter: 80 }, 'poor'],
    ['it takes 300 ms there and back', { received: 100, roundTrip: 300 }, 'fair'],
    ['it takes 600 ms there and back', { received: 100, roundTrip: 600 }, 'poor'],
    ['nothing came for 3 s', { at: 3_000 }, 'silent'],
    ['nothing came for 1 s', { at: 1_000 }, undefined],
  ])('%s', (_, change: Partial<Counts>, verdict) => {
    expect(qualityBetween(none, { ...none, at: 2_000, ...change })?.verdict).toBe(verdict);
  });

  it('forgets what was lost before', () => {
    const before = { ...none, received: 10, lost: 90 };
    expect(qualityBetween(before, { ...before, at: 2_000, received: 110 })?.loss).toBe(0);
  });

  it('is not misled by a count that goes back', () => {
    const before = { ...none, received: 100, lost: 5 };
    expect(qualityBetween(before, { ...before, at: 2_000, received: 200, lost: 3 })?.loss).toBe(0);
  });
});

describe('counts', () => {
  it('are those of the sound, in milliseconds', () => {
    const report = [
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 2, jitter: 0.012 },
      { type: 'inbound-rtp', kind: 'video', packetsReceived: 9 },
      { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.08, fractionLost: 0.25 },
      { type: 'codec' },
    ];
    expect(countsOf(report, 7)).toEqual({
      at: 7,
      received: 50,
      lost: 2,
      jitter: 12,
      roundTrip: 80,
      lostThere: 0.25,
    });
  });

  it('are none where nothing is said', () => {
    expect(countsOf([{ type: 'inbound-rtp', kind: 'audio', jitter: Number.NaN }], 0)).toEqual(none);
  });
});

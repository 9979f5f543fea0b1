/**
 * How good a call sounds, from what WebRTC counts (W3C, Identifiers for WebRTC's Statistics API): the share of
 * packets lost, how unevenly they come, and how long there and back takes. The limits are those above which people
 * notice (ITU-T G.114: 150 ms one way is good, 400 ms is the most; G.113 on loss).
 */

/** What was counted so far in a call. */
export interface Counts {
  /** Milliseconds that only ever grow. */
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  /** Milliseconds. */
  readonly jitter: number;
  /** Milliseconds there and back; null as long as the other side has not said. */
  readonly roundTrip: number | null;
  /** The share that the other side has lost of ours, from 0 to 1; null as long as it has not said. */
  readonly lostThere: number | null;
}

export type Verdict = 'good' | 'fair' | 'poor' | 'silent';

/** The figure that a page shows. */
export interface Quality {
  readonly verdict: Verdict;
  /** The worse of both directions, from 0 to 1. */
  readonly loss: number;
  readonly jitter: number;
  readonly roundTrip: number | null;
}

const FAIR = { loss: 0.01, jitter: 30, roundTrip: 250 } as const;
const POOR = { loss: 0.05, jitter: 60, roundTrip: 500 } as const;

/** Without a packet for this long, nothing is heard: Asterisk sends fifty in a second. */
const SILENT_MS = 3_000;

/** The quality of the time between two counts; null when that is too short to say. */
export function qualityBetween(before: Counts, now: Counts): Quality | null {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const loss = Math.max(received + lost === 0 ? 0 : lost / (received + lost), now.lostThere ?? 0);
  const figure = { loss, jitter: now.jitter, roundTrip: now.roundTrip };
  if (received === 0) {
    return now.at - before.at >= SILENT_MS ? { verdict: 'silent', ...figure } : null;
  }
  return { verdict: exceeds(POOR, figure) ? 'poor' : exceeds(FAIR, figure) ? 'fair' : 'good', ...figure };
}

function exceeds(limit: typeof FAIR | typeof POOR, figure: Omit<Quality, 'verdict'>): boolean {
  return (
    figure.loss > limit.loss || figure.jitter > limit.jitter || (figure.roundTrip ?? 0) > limit.roundTrip
  );
}

/** Reads the counts of a call's sound. */
export function countsOf(report: Iterable<Readonly<Record<string, unknown>>>, at: number): Counts {
  let received = 0;
  let lost = 0;
  let jitter = 0;
  let roundTrip: number | null = null;
  let lostThere: number | null = null;
  for (const entry of report) {
    if (entry.type === 'inbound-rtp' && entry.kind === 'audio') {
      received += numberIn(entry, 'packetsReceived') ?? 0;
      lost += numberIn(entry, 'packetsLost') ?? 0;
      jitter = Math.max(jitter, 1_000 * (numberIn(entry, 'jitter') ?? 0));
    } else if (entry.type === 'remote-inbound-rtp' && entry.kind === 'audio') {
      const seconds = numberIn(entry, 'roundTripTime');
      roundTrip = seconds === null ? roundTrip : 1_000 * seconds;
      lostThere = numberIn(entry, 'fractionLost') ?? lostThere;
    }
  }
  return { at, received, lost, jitter, roundTrip, lostThere };
}

function numberIn(entry: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = entry[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

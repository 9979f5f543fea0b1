import type { PublicRequest } from '../api';

/** How a promise stands, told at one moment. Times are milliseconds since 1970, spans milliseconds. */
export type PromiseStanding =
  | { readonly kind: 'none' }
  /** Closed before its due time, by so much. */
  | { readonly kind: 'kept'; readonly by: number }
  /** Closed after it; null when the answer does not say when it was closed. */
  | { readonly kind: 'broken'; readonly by: number | null }
  /** Not finished, and so much is left. */
  | { readonly kind: 'running'; readonly left: number }
  /** Not finished, and this much over its time. */
  | { readonly kind: 'late'; readonly by: number }
  /** Another request stands for it. */
  | { readonly kind: 'merged' };

/** When it was closed for good; null when it is not, or the answer does not say. */
export function closedAt(request: Pick<PublicRequest, 'state' | 'history'>): number | null {
  if (request.state !== 'closed') {
    return null;
  }
  return request.history.findLast((each) => each.what === 'closed' || each.state === 'closed')?.at ?? null;
}

/** Whether the promise was kept, or still can be. */
export function promiseStanding(
  request: Pick<PublicRequest, 'state' | 'history' | 'due' | 'late'>,
  now: number,
): PromiseStanding {
  if (request.state === 'merged') {
    return { kind: 'merged' };
  }
  if (request.due === null) {
    return { kind: 'none' };
  }
  if (request.state === 'closed') {
    const closed = closedAt(request);
    return request.late
      ? { kind: 'broken', by: closed === null ? null : Math.max(0, closed - request.due) }
      : { kind: 'kept', by: closed === null ? 0 : Math.max(0, request.due - closed) };
  }
  const left = request.due - now;
  return left < 0 || request.late ? { kind: 'late', by: Math.max(0, -left) } : { kind: 'running', left };
}

/** How much of the time between the report and the promise is gone, from 0 to 1. */
export function promiseUsed(
  request: Pick<PublicRequest, 'state' | 'history' | 'due' | 'reported_at'>,
  now: number,
): number {
  if (request.due === null || request.due <= request.reported_at) {
    return 1;
  }
  const until = closedAt(request) ?? now;
  return Math.min(1, Math.max(0, (until - request.reported_at) / (request.due - request.reported_at)));
}

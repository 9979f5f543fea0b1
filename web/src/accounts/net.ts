/**
 * Asking the server as somebody who is signed in: the browser adds the cookie, and each change carries
 * what only our pages know. Every way in which that can end is a value.
 */
import { list, Mismatch, object, optional, type Shape, text } from '../shape';

const PATIENCE_MS = 20_000;

/** What each change carries; see docs/accounts.md. */
const CSRF_HEADER = 'City311-CSRF';

/** Why there is no answer. */
export type Fault =
  /** Nobody is signed in, or name and password don't belong together. */
  | { readonly kind: 'nobody' }
  /** Somebody is, who may not. */
  | { readonly kind: 'forbidden' }
  /** It was tried too often. */
  | { readonly kind: 'slow'; readonly seconds: number }
  /** The server did not take what was sent; what it says is in English. */
  | { readonly kind: 'refused'; readonly status: number; readonly said: readonly string[] }
  /** The server, its database or the network is away. */
  | { readonly kind: 'away' }
  /** The answer was not of the shape that this page knows. */
  | { readonly kind: 'unreadable' };

export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | Fault;

/** What is sent. */
export interface Change {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** What `GET /api/session` said; empty for nobody. */
  readonly csrf: string;
}

const refusal = object({ error: text, mistakes: optional(list(text)) });

export function read<T>(path: string, shape: Shape<T>): Promise<Answer<T>> {
  return ask(path, { headers: { accept: 'application/json' } }, shape);
}

export function send<T>({ method, path, body, csrf }: Change, shape: Shape<T>): Promise<Answer<T>> {
  return ask(
    path,
    {
      method,
      headers: {
        accept: 'application/json',
        ...(csrf !== '' && { [CSRF_HEADER]: csrf }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
    shape,
  );
}

async function ask<T>(path: string, init: RequestInit, shape: Shape<T>): Promise<Answer<T>> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(path, {
      ...init,
      signal: AbortSignal.timeout(PATIENCE_MS),
      credentials: 'same-origin',
    });
    body = await response.text();
  } catch {
    return { kind: 'away' };
  }
  return response.ok ? readBody(body, shape) : faultOf(response.status, response.headers.get('retry-after'), body);
}

function readBody<T>(body: string, shape: Shape<T>): Answer<T> {
  try {
    return { kind: 'ok', value: shape(JSON.parse(body), '') };
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return { kind: 'unreadable' };
    }
    throw problem;
  }
}

/** What an HTTP status that is no success means here. */
export function faultOf(status: number, retryAfter: string | null, body: string): Fault {
  if (status === 401) {
    return { kind: 'nobody' };
  }
  if (status === 403) {
    return { kind: 'forbidden' };
  }
  if (status === 429) {
    return { kind: 'slow', seconds: Number(/^\d{1,6}$/.exec(retryAfter ?? '')?.[0] ?? 15) };
  }
  if (status >= 500) {
    return { kind: 'away' };
  }
  const told = readBody(body, refusal);
  return {
    kind: 'refused',
    status,
    said: told.kind === 'ok' ? (told.value.mistakes ?? [told.value.error]) : [],
  };
}

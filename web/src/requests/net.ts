/**
 * Asking the server, with every way in which that can end as a value: the pages have words for each
 * of them, and no answer is used before its shape was checked.
 */
import { list, Mismatch, object, type Shape, text } from '../shape';

/** Longer than a slow phone needs, shorter than a resident's patience. */
const PATIENCE_MS = 20_000;

/** What the server objects to. The field is empty when it is no single one. */
export interface Problem {
  readonly field: string;
  readonly text: string;
}

/** Why there is no answer. */
export type Fault =
  /** The server looked at what was sent and did not take it. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** There is none such. */
  | { readonly kind: 'unknown'; readonly problems: readonly Problem[] }
  /** Too many in a short time. */
  | { readonly kind: 'busy'; readonly seconds: number | null }
  /** The server, its database or the network is away. Whether something was stored is not known. */
  | { readonly kind: 'away'; readonly seconds: number | null }
  /** The answer was not of the shape that this page knows. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | Fault;

/** The shape of an answer that says nothing, such as 204. */
export const nothing: Shape<null> = () => null;

const problemList = object({ errors: list(object({ field: text, text })) });

/** Asks for something. An aborted question ends as `away`. */
export function read<T>(path: string, shape: Shape<T>, signal?: AbortSignal): Promise<Answer<T>> {
  return ask(path, { headers: { accept: 'application/json' }, credentials: 'omit' }, shape, signal);
}

/** Sends something as JSON. */
export function send<T>(path: string, body: unknown, shape: Shape<T>): Promise<Answer<T>> {
  return ask(
    path,
    {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
    },
    shape,
  );
}

/** Sends a file as it is. */
export function upload<T>(path: string, file: Blob, shape: Shape<T>): Promise<Answer<T>> {
  return ask(
    path,
    {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': file.type },
      body: file,
      credentials: 'omit',
    },
    shape,
  );
}

/** Asks in any way; whether the session's cookie goes along is for `init` to say. */
export async function ask<T>(
  path: string,
  init: RequestInit,
  shape: Shape<T>,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const until = signal === undefined ? patience : AbortSignal.any([patience, signal]);
  let response: Response;
  let body: string;
  try {
    response = await fetch(path, { ...init, signal: until });
    body = await response.text();
  } catch {
    return { kind: 'away', seconds: null };
  }
  return response.ok
    ? readBody(body, shape)
    : faultOf(response.status, response.headers.get('retry-after'), body);
}

function readBody<T>(body: string, shape: Shape<T>): Answer<T> {
  try {
    return { kind: 'ok', value: shape(body === '' ? null : JSON.parse(body), '') };
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return { kind: 'unreadable', reason: problem.message };
    }
    throw problem;
  }
}

/** What an HTTP status that is no success means here. */
export function faultOf(status: number, retryAfter: string | null, body: string): Fault {
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
  if (status === 429) {
    return { kind: 'busy', seconds };
  }
  if (status >= 500) {
    return { kind: 'away', seconds };
  }
  const told = readBody(body, problemList);
  const problems = told.kind === 'ok' ? told.value.errors : [];
  return status === 404 ? { kind: 'unknown', problems } : { kind: 'refused', problems };
}

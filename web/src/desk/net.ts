/**
 * Asking and changing things as somebody who is signed in. Questions use the pages' own {@link Answer};
 * changes have more ways to end, each with words of its own on the desk.
 */
import { ask, type Answer } from '../requests/net';
import { Mismatch, type Shape } from '../shape';
import { refusal, type Refusal, refusals, session } from './api';

/** Longer than the server takes for any act, shorter than a talk can wait. */
const PATIENCE_MS = 10_000;
const CSRF_HEADER = 'City311-CSRF';

/** Why a change was not made. */
export type Failure =
  /** It can't be done now, for a reason that the desk has words for. */
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** It was not taken; the server says why, in English. */
  | { readonly kind: 'rejected'; readonly text: string }
  | { readonly kind: 'signed-out' }
  /** No answer came, or the server can't do it at the moment. */
  | { readonly kind: 'away' }
  | { readonly kind: 'unreadable' };

export type Outcome<T> = { readonly kind: 'done'; readonly value: T } | Failure;

export type Method = 'POST' | 'PUT' | 'DELETE';

/** Asks for something as who is signed in. */
export function readSignedIn<T>(path: string, shape: Shape<T>, signal?: AbortSignal): Promise<Answer<T>> {
  return ask(
    path,
    { headers: { accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' },
    shape,
    signal,
  );
}

/** Changes things for one session; asks for the token again when another sign-in has replaced it. */
export class Changes {
  constructor(
    private csrf: string,
    private readonly fetched: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  async send<T>(method: Method, path: string, body: unknown, shape: Shape<T>): Promise<Outcome<T>> {
    const first = await this.once(method, path, body, shape);
    return first.status === 403 && (await this.renewed())
      ? (await this.once(method, path, body, shape)).outcome
      : first.outcome;
  }

  /** Sends in the way of the public pages' forms, whose mistakes are told field by field. */
  form<T>(path: string, body: unknown, shape: Shape<T>): Promise<Answer<T>> {
    return ask(path, { ...this.request('POST', body), credentials: 'same-origin' }, shape);
  }

  private request(method: Method, body: unknown): RequestInit {
    return {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        [CSRF_HEADER]: this.csrf,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
  }

  private async once<T>(
    method: Method,
    path: string,
    body: unknown,
    shape: Shape<T>,
  ): Promise<{ readonly status: number; readonly outcome: Outcome<T> }> {
    let response: Response;
    let said: string;
    try {
      response = await this.fetched(path, {
        ...this.request(method, body),
        credentials: 'same-origin',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      said = await response.text();
    } catch {
      return { status: 0, outcome: { kind: 'away' } };
    }
    return { status: response.status, outcome: outcomeOf(response.status, said, shape) };
  }

  private async renewed(): Promise<boolean> {
    const answer = await readSignedIn('/api/session', session);
    const csrf = answer.kind === 'ok' ? answer.value.csrf : null;
    const other = csrf !== null && csrf !== this.csrf;
    this.csrf = csrf ?? this.csrf;
    return other;
  }
}

/** What a status and a body mean. */
export function outcomeOf<T>(status: number, said: string, shape: Shape<T>): Outcome<T> {
  if (status >= 200 && status < 300) {
    return parsed(said, shape);
  }
  if (status === 401) {
    return { kind: 'signed-out' };
  }
  if (status >= 500 || status === 429) {
    return { kind: 'away' };
  }
  const told = parsed(said, refusal);
  const why = told.kind === 'done' ? refusals.find((each) => each === told.value.why) : undefined;
  return why === undefined
    ? { kind: 'rejected', text: told.kind === 'done' ? (told.value.error ?? '') : '' }
    : { kind: 'refused', why };
}

function parsed<T>(said: string, shape: Shape<T>): Outcome<T> {
  try {
    return { kind: 'done', value: shape(said === '' ? null : JSON.parse(said), '') };
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return { kind: 'unreadable' };
    }
    throw problem;
  }
}

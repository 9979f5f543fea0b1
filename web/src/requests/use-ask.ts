import { useCallback, useEffect, useState } from 'react';
import type { Shape } from '../shape';
import { type Answer, type Fault, read } from './net';

/** A way to ask the server. */
export type Ask = <T>(path: string, shape: Shape<T>, signal?: AbortSignal) => Promise<Answer<T>>;

/** A question to the server, as it stands. */
export interface Asked<T> {
  /** The answer to this very question; null as long as there is none. */
  readonly value: T | null;
  /** The last good answer, be it to an earlier question: better than an empty page while one waits. */
  readonly last: T | null;
  readonly fault: Fault | null;
  readonly waiting: boolean;
  readonly again: () => void;
}

interface Got<T> {
  readonly path: string;
  readonly attempt: number;
  readonly answer: Answer<T>;
}

/**
 * Asks whenever the path changes; null asks nothing.
 *
 * @param shape one that stays the same over all drawings
 * @param ask how; one that stays the same too. As nobody, unless said
 */
export function useAsk<T>(path: string | null, shape: Shape<T>, ask: Ask = read): Asked<T> {
  const [attempt, setAttempt] = useState(0);
  const [got, setGot] = useState<Got<T> | null>(null);
  const [last, setLast] = useState<T | null>(null);
  useEffect(() => {
    if (path === null) {
      return undefined;
    }
    const stop = new AbortController();
    void ask(path, shape, stop.signal).then((answer) => {
      if (!stop.signal.aborted) {
        setGot({ path, attempt, answer });
        if (answer.kind === 'ok') {
          setLast(answer.value);
        }
      }
    });
    return () => {
      stop.abort();
    };
  }, [path, shape, attempt, ask]);
  const again = useCallback(() => {
    setAttempt((before) => before + 1);
  }, []);
  const answer = got !== null && got.path === path && got.attempt === attempt ? got.answer : null;
  return {
    value: answer?.kind === 'ok' ? answer.value : null,
    last,
    fault: answer === null || answer.kind === 'ok' ? null : answer,
    waiting: path !== null && answer === null,
    again,
  };
}

/** The value as it was once it has rested for so long. */
export function useRested<T>(value: T, millis: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(value);
    }, millis);
    return () => {
      clearTimeout(timer);
    };
  }, [value, millis]);
  return rested;
}

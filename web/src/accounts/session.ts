import { useCallback, useEffect, useState } from 'react';
import { session, type Session } from './api';
import { type Answer, read } from './net';

/** Who is signed in, as far as this page knows. */
export interface Known {
  /** Null until the server has answered. */
  readonly answer: Answer<Session> | null;
  /** Asks again. */
  readonly look: () => void;
  /** Takes what the server has said of it in another answer. */
  readonly take: (now: Session) => void;
}

export function useSession(): Known {
  const [answer, setAnswer] = useState<Answer<Session> | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    void read('/api/session', session).then((found) => {
      if (here) {
        setAnswer(found);
      }
    });
    return () => {
      here = false;
    };
  }, [attempt]);
  const look = useCallback(() => {
    setAttempt((before) => before + 1);
  }, []);
  const take = useCallback((now: Session) => {
    setAnswer({ kind: 'ok', value: now });
  }, []);
  return { answer, look, take };
}

/** Where to go after signing in: a path of our own that the address asks for, or what the roles are for. */
export function pathAfter(search: string, roles: readonly string[]): string {
  const wish = new URLSearchParams(search).get('next') ?? '';
  // Neither `//host` nor `/\host`, which browsers take for another site.
  if (/^\/(?![/\\])[\w/.-]*$/.test(wish)) {
    return wish;
  }
  return roles.includes('administrator') ? '/admin' : '/';
}

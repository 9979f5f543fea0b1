import { useCallback } from 'react';
import { session, type Session } from './api';
import { send } from './net';

/** Signs out, and takes what the server says then; if it says nothing good, the page begins anew and shows what is. */
export function useSignOut(found: Session | null, take: (now: Session) => void): () => void {
  const csrf = found?.csrf ?? '';
  return useCallback(() => {
    void send({ method: 'DELETE', path: '/api/session', csrf }, session).then((answer) => {
      if (answer.kind === 'ok') {
        take(answer.value);
      } else {
        window.location.reload();
      }
    });
  }, [csrf, take]);
}

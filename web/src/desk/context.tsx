import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Shape } from '../shape';
import { type Account, desk, type Desk, type Target, whatever } from './api';
import type { DeskFeed, FeedState } from './feed';
import type { Changes, Failure, Method, Outcome } from './net';
import type { Notes } from './notes';
import type { Phone, PhoneState } from './phone';

/** What all parts of one agent's desk share. */
export interface DeskParts {
  readonly account: Account;
  /** The id of the agent as whom the account works. */
  readonly agent: string;
  readonly changes: Changes;
  readonly feed: DeskFeed<Desk>;
  readonly notes: Notes;
  /** Null where the agent's phone is a telephone. */
  readonly phone: Phone | null;
}

export const DeskContext = createContext<DeskParts | null>(null);

export function useParts(): DeskParts {
  const parts = use(DeskContext);
  if (parts === null) {
    throw new Error('useParts needs a DeskContext above it');
  }
  return parts;
}

/** The desk as it stands. */
export function useDesk(): FeedState<Desk> {
  const { feed } = useParts();
  return useSyncExternalStore(feed.subscribe, feed.current);
}

const subscribeToNothing = () => () => undefined;
const noPhone = () => null;

/** The softphone as it stands; null where there is none. */
export function usePhone(): PhoneState | null {
  const { phone } = useParts();
  return useSyncExternalStore<PhoneState | null>(
    phone?.subscribe ?? subscribeToNothing,
    phone?.current ?? noPhone,
  );
}

/** A way to change things, with whether it is at it and what went wrong the last time. */
export interface Acting {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly send: <T>(method: Method, path: string, body: unknown, shape: Shape<T>) => Promise<Outcome<T>>;
  readonly forget: () => void;
}

export function useActing(): Acting {
  const { changes, feed } = useParts();
  const [under, setUnder] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const send = useCallback(
    async <T,>(method: Method, path: string, body: unknown, shape: Shape<T>) => {
      setUnder((before) => before + 1);
      setFailure(null);
      const outcome = await changes.send(method, path, body, shape);
      setUnder((before) => before - 1);
      if (outcome.kind !== 'done') {
        setFailure(outcome);
        if (outcome.kind === 'signed-out') {
          feed.retryNow();
        }
      }
      return outcome;
    },
    [changes, feed],
  );
  const forget = useCallback(() => {
    setFailure(null);
  }, []);
  return useMemo(() => ({ busy: under > 0, failure, send, forget }), [under, failure, send, forget]);
}

/** The acts in one call, and what became of the last one. */
export interface CallActs {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Whether it was done. */
  readonly act: (act: string, to?: Target) => Promise<boolean>;
}

/** @param call the call that is meant, so that a late click never hits the next one */
export function useCallActs(call: string): CallActs {
  const { agent, feed } = useParts();
  const { busy, failure, send, forget } = useActing();
  useEffect(() => forget, [call, forget]);
  const act = useCallback(
    async (name: string, to?: Target) => {
      const path = `/api/agents/${encodeURIComponent(agent)}/call/${name}`;
      const outcome = await send('POST', path, { call, ...(to !== undefined && { to }) }, desk);
      if (outcome.kind === 'done') {
        feed.put(outcome.value);
      }
      return outcome.kind === 'done';
    },
    [agent, call, feed, send],
  );
  return { busy, failure, act };
}

/** Sets an agent's presence; the desk's stream tells what came of it. */
export function presenceOf(agent: string, wish: string, reason: string | null) {
  return [
    'PUT',
    `/api/agents/${encodeURIComponent(agent)}/presence`,
    { presence: wish, ...(reason !== null && { reason }) },
    whatever,
  ] as const;
}

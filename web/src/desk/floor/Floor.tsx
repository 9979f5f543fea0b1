import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useAsk } from '../../requests/use-ask';
import { floor, type Floor as FloorNow, groupsNow } from '../api';
import { useActing } from '../context';
import { FailureNotice } from '../FailureNotice';
import { DeskFeed, streamOf } from '../feed';
import { readSignedIn } from '../net';
import { useWords } from '../words';
import { Agents } from './Agents';
import { MessageForm } from './MessageForm';
import { Waiting } from './Waiting';

/** A skill group's name in the reader's language. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
}

/** The supervisors' view: all agents and waiting calls, and what can be done for them. */
export function Floor() {
  const { t, named } = useWords();
  const [feed] = useState(() => new DeskFeed<FloorNow>('floor', floor, streamOf('/api/floor/events')));
  const state = useSyncExternalStore(feed.subscribe, feed.current);
  const acting = useActing();
  const groups = useAsk('/api/live/now', groupsNow, readSignedIn).last?.groups;
  const names = useMemo<readonly NamedGroup[]>(
    () => (groups ?? []).map(({ id, name }) => ({ id, name: named(name, id) })),
    [groups, named],
  );
  useEffect(() => {
    window.addEventListener('online', feed.retryNow);
    window.addEventListener('focus', feed.retryNow);
    return () => {
      window.removeEventListener('online', feed.retryNow);
      window.removeEventListener('focus', feed.retryNow);
    };
  }, [feed]);
  const now = state.value;
  const clock = state.trust === 'live' ? state.clock : null;
  return (
    <div className="floor" data-trust={state.trust}>
      <div role="alert">
        {state.end === 'not-allowed' && <p className="notice notice-bad">{t('floor.not_allowed')}</p>}
        {state.end === null && state.trust === 'stale' && <p className="notice notice-bad">{t('floor.stale')}</p>}
      </div>
      <FailureNotice failure={acting.failure} />
      {now === null ? (
        state.end === null && <p role="status">{t('desk.loading')}</p>
      ) : (
        <>
          <Agents floor={now} groups={names} clock={clock} acting={acting} />
          <Waiting floor={now} groups={names} clock={clock} acting={acting} />
        </>
      )}
      <MessageForm acting={acting} />
    </div>
  );
}

/** The name of a group, or its id while names are not known; empty for none. */
export function groupName(groups: readonly NamedGroup[], id: string | null): string {
  return id === null ? '' : (groups.find((each) => each.id === id)?.name ?? id);
}

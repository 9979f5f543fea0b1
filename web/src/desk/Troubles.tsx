import { type ReactNode, useEffect } from 'react';
import type { Desk } from './api';
import { useParts, usePhone } from './context';
import type { End, FeedState, Trust } from './feed';
import type { PhoneTrouble } from './phone';
import { useWords, type WordKey } from './words';

/** What keeps the agent from working, in plain words with what to do; nothing while all is well. */
export function Troubles({ state }: { readonly state: FeedState<Desk> }) {
  const { t, time } = useWords();
  const { feed, phone } = useParts();
  const phoneState = usePhone();
  useEffect(() => {
    // Somebody comes back from signing in, or the network does.
    window.addEventListener('online', feed.retryNow);
    window.addEventListener('focus', feed.retryNow);
    return () => {
      window.removeEventListener('online', feed.retryNow);
      window.removeEventListener('focus', feed.retryNow);
    };
  }, [feed]);
  const stream = state.end === null ? streamWords[state.trust] : endWords[state.end];
  const poor = phoneState?.quality?.poor === true;
  const trouble = phoneState?.trouble ?? null;
  return (
    <div className="desk-troubles" role="alert">
      {stream !== null && (
        <Notice bad>
          <p>{t(stream, { time: state.value === null ? '' : time(state.value.at) })}</p>
          {state.end === 'signed-out' ? (
            <a href="/sign-in?next=/desk" target="_blank" rel="noopener">
              {t('session.sign_in.tab')}
            </a>
          ) : (
            <button type="button" className="button-plain" onClick={feed.retryNow}>
              {t('desk.again')}
            </button>
          )}
        </Notice>
      )}
      {trouble !== null && state.end === null && (
        <Notice bad>
          <p>{t(phoneWords[trouble])}</p>
          <button type="button" className="button-plain" onClick={phone?.retry}>
            {t('desk.again')}
          </button>
        </Notice>
      )}
      {poor && (
        <Notice>
          <p>{t('phone.poor')}</p>
        </Notice>
      )}
    </div>
  );
}

const streamWords: Readonly<Record<Trust, WordKey | null>> = {
  connecting: null,
  live: null,
  stale: 'trouble.stale',
  unreadable: 'trouble.unreadable',
};

const endWords: Readonly<Record<End, WordKey>> = {
  'signed-out': 'trouble.signed_out',
  'not-allowed': 'trouble.not_allowed',
  unknown: 'trouble.unknown',
};

const phoneWords: Readonly<Record<PhoneTrouble, WordKey>> = {
  'no-microphone': 'phone.trouble.no-microphone',
  'microphone-denied': 'phone.trouble.microphone-denied',
  insecure: 'phone.trouble.insecure',
  'server-away': 'phone.trouble.server-away',
  'signed-out': 'phone.trouble.signed-out',
  replaced: 'phone.trouble.replaced',
  refused: 'phone.trouble.refused',
};

function Notice({ bad = false, children }: { readonly bad?: boolean; readonly children: ReactNode }) {
  return <div className={bad ? 'notice notice-bad' : 'notice'}>{children}</div>;
}

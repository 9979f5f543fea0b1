import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import '../requests/site-layer.css';
import { CityProvider } from '../requests/city';
import { useAsk } from '../requests/use-ask';
import { type Account, desk, type Desk, session, whatever } from './api';
import { DeskContext, type DeskParts } from './context';
import './desk.css';
import { DeskFrame } from './DeskFrame';
import { DeskFeed, streamOf } from './feed';
import { Changes, readSignedIn } from './net';
import { Notes, type Sent } from './notes';
import { oneTab, type Tab, type OneTab } from './one-tab';
import { makePhone, type Phone } from './phone';
import { Shell } from './Shell';
import { useWords } from './words';

/** The agents' desk at `/desk`, and the supervisors' floor at `/desk/floor`: one page, so that a talk goes on. */
export function DeskApp() {
  return (
    <CityProvider>
      <SignedIn />
    </CityProvider>
  );
}

/** Asks who is signed in. */
function SignedIn() {
  const { t } = useWords();
  const asked = useAsk('/api/session', session, readSignedIn);
  const [parts, setParts] = useState<{ readonly account: Account; readonly csrf: string } | null>(null);
  const found = asked.value;
  if (parts === null && found?.account !== undefined && found.account !== null && found.csrf !== null) {
    setParts({ account: found.account, csrf: found.csrf });
  }
  if (parts !== null) {
    return <Allowed {...parts} />;
  }
  if (found !== null) {
    return <SignInFirst />;
  }
  return (
    <Plain title={t('desk.title')}>
      {asked.fault === null ? (
        <p role="status">{t('desk.loading')}</p>
      ) : (
        <div className="notice notice-bad" role="alert">
          <p>{t('failure.away')}</p>
          <button type="button" className="button-plain" onClick={asked.again}>
            {t('desk.again')}
          </button>
        </div>
      )}
    </Plain>
  );
}

function Allowed({ account, csrf }: { readonly account: Account; readonly csrf: string }) {
  const { t } = useWords();
  if (account.must_change_password) {
    return (
      <Plain title={t('desk.title')}>
        <p>{t('session.choose_password')}</p>
        <a className="button" href="/sign-in?next=/desk">
          {t('session.choose_password.do')}
        </a>
      </Plain>
    );
  }
  if (account.agent === null || !account.roles.some((role) => role === 'agent' || role === 'supervisor')) {
    return (
      <Plain title={t('desk.title')}>
        <p>{t('session.no_agent', { name: account.display_name })}</p>
      </Plain>
    );
  }
  return <OneTabOnly account={account} agent={account.agent} csrf={csrf} />;
}

/** For whoever is not signed in, or no longer. */
export function SignInFirst() {
  const { t } = useWords();
  return (
    <Plain title={t('session.none')}>
      <p>{t('session.none.means')}</p>
      <a className="button" href="/sign-in?next=/desk">
        {t('session.sign_in')}
      </a>
    </Plain>
  );
}

interface Working {
  readonly account: Account;
  readonly agent: string;
  readonly csrf: string;
}

/** Opens the desk in this tab unless it is open in another. */
function OneTabOnly(working: Working) {
  const { t } = useWords();
  const [tab, setTab] = useState<Tab>('asking');
  const hold = useRef<OneTab | null>(null);
  const { agent } = working;
  useEffect(() => {
    // Over plain HTTP there are none, whatever the types say.
    const held = oneTab(agent, setTab, (navigator as { readonly locks?: LockManager }).locks);
    hold.current = held;
    return held.leave;
  }, [agent]);
  if (tab === 'here') {
    return <Opened {...working} />;
  }
  return (
    <Plain title={t('desk.title')}>
      {tab === 'asking' ? (
        <p role="status">{t('desk.loading')}</p>
      ) : (
        <div className="notice" role="alert">
          <p>{t(tab === 'elsewhere' ? 'tab.elsewhere' : 'tab.taken_over')}</p>
          <button type="button" className="button" onClick={() => hold.current?.takeOver()}>
            {t('tab.take_over')}
          </button>
        </div>
      )}
    </Plain>
  );
}

function Opened({ account, agent, csrf }: Working) {
  const [phone, setPhone] = useState<Phone | null>(null);
  const parts = useMemo(() => partsOf(account, agent, csrf), [account, agent, csrf]);
  useEffect(() => {
    const { notes } = parts;
    const flush = () => {
      notes.flush();
    };
    notes.resume();
    window.addEventListener('online', flush);
    return () => {
      window.removeEventListener('online', flush);
      notes.close();
    };
  }, [parts]);
  useEffect(() => {
    const stop = new AbortController();
    let made: Phone | null = null;
    void makePhone(agent, stop.signal).then((ready) => {
      made = ready;
      if (stop.signal.aborted) {
        ready?.close();
      } else {
        setPhone(ready);
      }
    });
    return () => {
      stop.abort();
      made?.close();
      setPhone(null);
    };
  }, [agent]);
  const all = useMemo<DeskParts>(() => ({ ...parts, phone }), [parts, phone]);
  return (
    <DeskContext value={all}>
      <Shell />
    </DeskContext>
  );
}

function partsOf(account: Account, agent: string, csrf: string): Omit<DeskParts, 'phone'> {
  const changes = new Changes(csrf);
  const path = `/api/agents/${encodeURIComponent(agent)}`;
  const send = async (call: string, notes: { readonly codes: readonly string[]; readonly note: string }): Promise<Sent> => {
    const outcome = await changes.send('PUT', `${path}/calls/${encodeURIComponent(call)}/wrap-up`, notes, whatever);
    switch (outcome.kind) {
      case 'done':
        return 'taken';
      case 'refused':
      case 'rejected':
        return 'refused';
      case 'signed-out':
      case 'away':
      case 'unreadable':
        return 'away';
    }
  };
  return {
    account,
    agent,
    changes,
    feed: new DeskFeed<Desk>('desk', desk, streamOf(`/api/agents/${encodeURIComponent(agent)}/desk/events`)),
    notes: new Notes(agent, storage(), send),
  };
}

/** Null where the browser keeps nothing. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function Plain({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <DeskFrame title={title}>
      <div className="desk-plain card">
        <h1>{title}</h1>
        {children}
      </div>
    </DeskFrame>
  );
}

import { type MouseEvent, useEffect, useMemo, useState } from 'react';
import { Announcer } from './Announcer';
import { CallPart } from './call/CallPart';
import { useAutoAnswer } from './call/use-auto-answer';
import { useDesk, useParts } from './context';
import { DeskFrame } from './DeskFrame';
import { Floor } from './floor/Floor';
import { HelpDialog, type Preferences } from './HelpDialog';
import { KeyButton } from './Key';
import { MessagesToAll } from './MessagesToAll';
import { PhonePill } from './PhonePill';
import { ResidentPart } from './resident/ResidentPart';
import { sceneOf } from './scene';
import { keepAutoAnswer, wantsAutoAnswer } from './settings';
import { keepShortcuts, listen, wantsShortcuts } from './shortcuts';
import { StateBar } from './StateBar';
import { Troubles } from './Troubles';
import { WorkPart } from './work/WorkPart';
import { useWords } from './words';

const FLOOR = '/desk/floor';

/** All of a desk that is open: what stands above and beside every view, and the view itself. */
export function Shell() {
  const { t } = useWords();
  const { account, phone } = useParts();
  const state = useDesk();
  const [path, setPath] = useState(() => window.location.pathname.replace(/\/+$/, ''));
  const [help, setHelp] = useState(false);
  const [preferences, prefer] = usePreferences();
  const supervises = account.roles.includes('supervisor');
  const view = supervises && path === FLOOR ? 'floor' : 'desk';
  const desk = state.value;
  const scene = useMemo(() => (desk === null ? null : sceneOf(desk)), [desk]);
  const clock = state.trust === 'live' ? state.clock : null;
  useAutoAnswer(scene, phone, preferences.autoAnswer);
  useEffect(() => {
    const moved = () => {
      setPath(window.location.pathname.replace(/\/+$/, ''));
    };
    window.addEventListener('popstate', moved);
    return () => {
      window.removeEventListener('popstate', moved);
    };
  }, []);
  useEffect(() => listen(document, () => preferences.shortcuts), [preferences.shortcuts]);

  const go = (to: string) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    window.history.pushState(null, '', to);
    setPath(to);
  };
  const title = t(view === 'floor' ? 'floor.title' : 'desk.title');
  return (
    <DeskFrame
      title={scene?.kind === 'offer' ? t('offer.window') : title}
      header={
        <>
          {supervises && (
            <nav aria-label={t('desk.views')}>
              <ul className="site-nav">
                <li>
                  <a href="/desk" aria-current={view === 'desk' ? 'page' : undefined} onClick={go('/desk')}>
                    {t('desk.title')}
                  </a>
                </li>
                <li>
                  <a href={FLOOR} aria-current={view === 'floor' ? 'page' : undefined} onClick={go(FLOOR)}>
                    {t('floor.title')}
                  </a>
                </li>
              </ul>
            </nav>
          )}
          <PhonePill desk={desk} />
          <KeyButton
            shortcut="?"
            className="button button-quiet button-small"
            onClick={() => {
              setHelp(true);
            }}
          >
            {t('help.open')}
          </KeyButton>
        </>
      }
    >
      <h1 className="visually-hidden">{title}</h1>
      <Announcer scene={scene} messages={state.messages} autoAnswer={preferences.autoAnswer} />
      <Troubles state={state} />
      <MessagesToAll messages={state.messages} />
      {desk !== null && scene !== null && (
        <>
          <StateBar desk={desk} clock={clock} />
          <div className="desk-view" data-view={view} data-trust={state.trust}>
            {view === 'floor' ? (
              <>
                <CallPart desk={desk} scene={scene} clock={clock} saysNone={false} />
                <Floor />
              </>
            ) : (
              <>
                <CallPart desk={desk} scene={scene} clock={clock} saysNone />
                <ResidentPart desk={desk} scene={scene} />
                <WorkPart />
              </>
            )}
          </div>
        </>
      )}
      {desk === null && state.end === null && <p role="status">{t('desk.loading')}</p>}
      {help && (
        <HelpDialog
          preferences={preferences}
          prefer={prefer}
          close={() => {
            setHelp(false);
          }}
        />
      )}
    </DeskFrame>
  );
}

function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState<Preferences>(() => ({
    shortcuts: wantsShortcuts(),
    autoAnswer: wantsAutoAnswer(),
  }));
  return [
    preferences,
    (change) => {
      const all = { ...preferences, ...change };
      keepShortcuts(all.shortcuts);
      keepAutoAnswer(all.autoAnswer);
      setPreferences(all);
    },
  ];
}

import { useEffect } from 'react';
import { useSpeech } from '../i18n/context';
import { useLive } from '../live/use-live';
import { PageFrame } from '../shell/PageFrame';
import { AgentStates } from './AgentStates';
import './board.css';
import { LiveNotice, LivePill } from './LiveStatus';
import { Now } from './Now';
import { SkillGroups } from './SkillGroups';
import { Today } from './Today';

/** The live board: what residents and agents of the whole centre are doing at this moment. */
export function Board() {
  const { t } = useSpeech();
  const live = useLive();
  const { figures, trust } = live;
  const city = figures?.city ?? 'City311';
  // A wait goes on ticking only while we know that the caller still waits.
  const clock = trust === 'live' ? live.clock : null;
  const title = `${t('board.title')} – ${city}`;
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <PageFrame city={city} title={t('board.title')} status={<LivePill live={live} />}>
      <LiveNotice live={live} />
      <div className="board" data-trust={trust}>
        <Now figures={figures} clock={clock} />
        <Today figures={figures} />
        <AgentStates agents={figures?.agents ?? null} />
        <SkillGroups groups={figures?.groups ?? null} clock={clock} />
      </div>
    </PageFrame>
  );
}

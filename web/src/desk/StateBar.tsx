import { useState } from 'react';
import type { ServerClock } from '../live/server-clock';
import { FaultNotice } from '../requests/FaultNotice';
import { useAsk } from '../requests/use-ask';
import { type Agent, type Desk, notReadyReasons } from './api';
import { presenceOf, useActing, useParts } from './context';
import { Dialog } from './Dialog';
import { FailureNotice } from './FailureNotice';
import { KeyButton } from './Key';
import { readSignedIn } from './net';
import { Timer } from './Timer';
import { useWords } from './words';

/** The agent's state and since when, what they want, and their day. */
export function StateBar({ desk: { agent }, clock }: { readonly desk: Desk; readonly clock: ServerClock | null }) {
  const { t, word, number } = useWords();
  const { send, busy, failure } = useActing();
  const { agent: id } = useParts();
  const [choosing, setChoosing] = useState(false);
  const wish = (presence: string, reason: string | null) => {
    setChoosing(false);
    void send(...presenceOf(id, presence, reason));
  };
  return (
    <section className="state-bar card" aria-label={t('state.title')}>
      <p className="state-now" data-state={agent.state}>
        <span className="state-dot" aria-hidden="true" />
        <span>
          <strong>
            {t(`state.${agent.state}`)}
            {agent.state === 'not-ready' && agent.reason !== null && `: ${word('reason', agent.reason)}`}
          </strong>{' '}
          <Timer since={agent.since} clock={clock} />
        </span>
        <Afterwards agent={agent} />
      </p>
      <dl className="state-figures">
        <div>
          <dt>{t('state.calls')}</dt>
          <dd data-figure="calls">{number(agent.calls_since_sign_in)}</dd>
        </div>
      </dl>
      <div className="buttons">
        <KeyButton
          shortcut="r"
          className={agent.presence === 'ready' ? 'button button-quiet' : 'button'}
          aria-pressed={agent.presence === 'ready'}
          off={busy}
          onClick={() => {
            wish('ready', null);
          }}
        >
          {t('presence.ready')}
        </KeyButton>
        <KeyButton
          shortcut="b"
          className="button button-quiet"
          aria-haspopup="dialog"
          off={busy}
          onClick={() => {
            setChoosing(true);
          }}
        >
          {t('presence.not-ready')}
        </KeyButton>
      </div>
      <FailureNotice failure={failure} />
      {choosing && (
        <Reasons
          wish={wish}
          close={() => {
            setChoosing(false);
          }}
        />
      )}
    </section>
  );
}

/** What comes after the call, when it is not what was before. */
function Afterwards({ agent }: { readonly agent: Agent }) {
  const { t, word } = useWords();
  const free = agent.state === 'ready' || agent.state === 'not-ready' || agent.state === 'signed-out';
  if (free || agent.presence === 'ready') {
    return null;
  }
  const what =
    agent.reason === null
      ? t(`state.${agent.presence}`)
      : `${t(`state.${agent.presence}`)} (${word('reason', agent.reason)})`;
  return <span className="quiet">{t('state.then', { what })}</span>;
}

interface ReasonsProps {
  readonly wish: (presence: string, reason: string | null) => void;
  readonly close: () => void;
}

function Reasons({ wish, close }: ReasonsProps) {
  const { t, word } = useWords();
  const asked = useAsk('/api/desk/not-ready-reasons', notReadyReasons, readSignedIn);
  const reasons = asked.value ?? [];
  return (
    <Dialog title={t('presence.why')} close={close}>
      {asked.fault !== null && <FaultNotice fault={asked.fault} again={asked.again} />}
      <ul className="choices">
        {reasons.map(({ reason, planned }, index) => (
          <li key={reason}>
            <KeyButton
              shortcut={String(index + 1)}
              className="button button-quiet"
              onClick={() => {
                wish('not-ready', reason);
              }}
            >
              {word('reason', reason)}
              {planned && <span className="quiet"> {t('presence.planned')}</span>}
            </KeyButton>
          </li>
        ))}
        <li>
          <KeyButton
            shortcut="0"
            className="button button-quiet"
            onClick={() => {
              wish('signed-out', null);
            }}
          >
            {t('presence.signed-out')}
          </KeyButton>
        </li>
      </ul>
    </Dialog>
  );
}

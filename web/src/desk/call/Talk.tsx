import { useEffect, useState } from 'react';
import type { ServerClock } from '../../live/server-clock';
import type { Call, Consult, Target } from '../api';
import { type CallActs, useCallActs, usePhone } from '../context';
import { FailureNotice } from '../FailureNotice';
import { KeyButton } from '../Key';
import { Timer } from '../Timer';
import { useWords, type WordKey } from '../words';
import { CallFacts, subjectOf } from './CallFacts';
import { PhoneKeys } from './PhoneKeys';
import { Targets } from './Targets';

interface TalkProps {
  readonly call: Call;
  readonly consult: Consult | null;
  readonly clock: ServerClock | null;
}

/** An act of the call as a button; those that need somebody ask whom first. */
interface ActButton {
  readonly act: string;
  readonly shortcut: string;
  readonly name: WordKey;
  readonly look: string;
  readonly asks?: 'transfer' | 'consult';
}

/** At its beginning and end a talk is on the page and not at the phone for a moment. */
const AWAY_MS = 1_500;

const QUIET = 'button button-quiet';

/** In the order of the page. Hold and resume are never both there and share a key. */
const buttons: readonly ActButton[] = [
  { act: 'hold', shortcut: 'h', name: 'act.hold', look: QUIET },
  { act: 'resume', shortcut: 'h', name: 'act.resume', look: 'button button-on' },
  { act: 'consult', shortcut: 'c', name: 'act.consult', look: QUIET, asks: 'consult' },
  { act: 'transfer', shortcut: 't', name: 'act.transfer', look: QUIET, asks: 'transfer' },
  { act: 'swap', shortcut: 's', name: 'act.swap', look: QUIET },
  { act: 'conference', shortcut: 'f', name: 'act.conference', look: QUIET },
  { act: 'complete', shortcut: 'w', name: 'act.complete', look: 'button' },
  { act: 'end-consult', shortcut: 'x', name: 'act.end-consult', look: QUIET },
  { act: 'end', shortcut: 'Shift+E', name: 'act.end', look: 'button button-end' },
];

/** A talk: with whom, who hears whom, and what can be done now. */
export function Talk({ call, consult, clock }: TalkProps) {
  const words = useWords();
  const { t } = words;
  const acts = useCallActs(call.id);
  return (
    <div className="card call-card" data-stage={call.stage} data-scene={consult?.scene}>
      <p className="kicker">
        {t(consult === null ? `stage.${call.stage}` : 'state.consult')}{' '}
        <Timer since={consult?.since ?? call.since} clock={clock} />
      </p>
      <h3>{subjectOf(call, words)}</h3>
      {consult !== null && <Hearing consult={consult} />}
      <PhoneAway />
      <CallFacts call={call} clock={clock} />
      <Acts call={call} {...acts} />
      <FailureNotice failure={acts.failure} />
    </div>
  );
}

/** Says that this page's phone is not in the talk, as after a page was loaded anew; nothing where it is. */
function PhoneAway() {
  const line = usePhone()?.line;
  return line === 'idle' ? <PhoneAwayNotice /> : null;
}

function PhoneAwayNotice() {
  const { t } = useWords();
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLasts(true);
    }, AWAY_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div role="alert" data-notice="phone-away">
      {lasts && (
        <div className="notice notice-bad">
          <p>{t('talk.phone_away')}</p>
        </div>
      )}
    </div>
  );
}

/** Who hears whom in a consult. */
function Hearing({ consult }: { readonly consult: Consult }) {
  const { t } = useWords();
  const name = consult.with?.name ?? consult.with?.agent ?? consult.with?.line ?? '';
  return (
    <p className="hearing" data-scene={consult.scene}>
      {t(`hearing.${consult.scene}`, { name })}
    </p>
  );
}

function Acts({ call, act, busy }: { readonly call: Call } & CallActs) {
  const { t } = useWords();
  const [asking, setAsking] = useState<'transfer' | 'consult' | null>(null);
  const to = async (target: Target) => {
    const wish = asking;
    setAsking(null);
    if (wish !== null) {
      await act(wish, target);
    }
  };
  return (
    <div className="buttons call-acts" role="group" aria-label={t('act.title')} aria-busy={busy}>
      <PhoneKeys />
      {buttons
        .filter((button) => call.acts.includes(button.act))
        .map((button) => (
          <KeyButton
            key={button.act === 'resume' ? 'hold' : button.act}
            shortcut={button.shortcut}
            className={button.look}
            off={busy}
            aria-haspopup={button.asks === undefined ? undefined : 'dialog'}
            onClick={() => {
              if (button.asks === undefined) {
                void act(button.act);
              } else {
                setAsking(button.asks);
              }
            }}
          >
            {t(button.name)}
          </KeyButton>
        ))}
      {asking !== null && (
        <Targets
          wish={asking}
          choose={(target) => void to(target)}
          close={() => {
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}

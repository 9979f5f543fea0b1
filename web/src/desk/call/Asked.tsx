import type { ServerClock } from '../../live/server-clock';
import { useAsk } from '../../requests/use-ask';
import { call, type Consult } from '../api';
import { useParts, usePhone } from '../context';
import { KeyButton } from '../Key';
import { readSignedIn } from '../net';
import { Timer } from '../Timer';
import { useWords } from '../words';
import { CallFacts, subjectOf } from './CallFacts';
import { PhoneKeys } from './PhoneKeys';

interface AskedProps {
  readonly consult: Consult;
  readonly clock: ServerClock | null;
}

/** A colleague asks, while their resident hears music: who asks, and about which call. */
export function Asked({ consult, clock }: AskedProps) {
  const words = useWords();
  const { t } = words;
  const { agent, phone } = useParts();
  const state = usePhone();
  const about = useAsk(`/api/agents/${encodeURIComponent(agent)}/consult/call`, call, readSignedIn).last;
  const name = consult.with?.name ?? consult.with?.agent ?? consult.with?.line ?? '';
  return (
    <div className="card call-card" data-stage={consult.scene}>
      <p className="kicker">
        {t(`asked.${consult.scene}`)} <Timer since={consult.since} clock={clock} />
      </p>
      <h3>{t('asked.title', { name })}</h3>
      {about !== null && (
        <>
          <p>{t('asked.about', { subject: subjectOf(about, words) })}</p>
          <CallFacts call={about} clock={clock} />
        </>
      )}
      {phone === null ? (
        consult.scene === 'ringing' && <p>{t('offer.pick_up', { extension: '' })}</p>
      ) : (
        <div className="buttons">
          {state?.line === 'ringing' || (consult.scene === 'ringing' && state?.line !== 'talking') ? (
            <KeyButton
              shortcut="a"
              className="button button-large button-answer"
              off={state?.line !== 'ringing'}
              onClick={phone.answer}
            >
              {t('offer.answer')}
            </KeyButton>
          ) : (
            <>
              <PhoneKeys />
              <KeyButton shortcut="Shift+E" className="button button-end" onClick={phone.hangUp}>
                {t('asked.leave')}
              </KeyButton>
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** A consult that was dialled at the phone: the phone decides. */
export function ByPhone({ consult, clock }: AskedProps) {
  const { t } = useWords();
  return (
    <div className="card call-card" data-stage="by-phone">
      <p className="kicker">
        {t('state.consult')} <Timer since={consult.since} clock={clock} />
      </p>
      <p>{t('by_phone.means')}</p>
      <div className="buttons">
        <PhoneKeys />
      </div>
    </div>
  );
}

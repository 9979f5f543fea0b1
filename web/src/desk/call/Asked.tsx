import type { ServerClock } from '../../live/server-clock';
import type { Consult } from '../api';
import { useParts, usePhone } from '../context';
import { KeyButton } from '../Key';
import { Timer } from '../Timer';
import { useWords } from '../words';
import { PhoneKeys } from './PhoneKeys';

interface AskedProps {
  readonly consult: Consult;
  readonly clock: ServerClock | null;
}

/** A colleague asks, while their resident hears music. */
export function Asked({ consult, clock }: AskedProps) {
  const { t } = useWords();
  const { phone } = useParts();
  const state = usePhone();
  const name = consult.with?.name ?? consult.with?.agent ?? consult.with?.line ?? '';
  return (
    <div className="card call-card" data-stage={consult.scene}>
      <p className="kicker">
        {t(`asked.${consult.scene}`)} <Timer since={consult.since} clock={clock} />
      </p>
      <h3>{t('asked.title', { name })}</h3>
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

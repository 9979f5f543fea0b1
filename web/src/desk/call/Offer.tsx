import type { ServerClock } from '../../live/server-clock';
import type { Call } from '../api';
import { useParts, usePhone } from '../context';
import { KeyButton } from '../Key';
import { Timer } from '../Timer';
import { useWords } from '../words';
import { CallFacts, subjectOf } from './CallFacts';

interface OfferProps {
  readonly call: Call;
  readonly extension: string | null;
  readonly clock: ServerClock | null;
}

/** A call that rings here: what it is, and the way to answer it. */
export function Offer({ call, extension, clock }: OfferProps) {
  const words = useWords();
  const { t } = words;
  const { phone } = useParts();
  const state = usePhone();
  const rings = state?.line === 'ringing';
  return (
    <div className="card call-card offer" data-stage="ringing">
      <p className="kicker">
        {t('offer.title')} <Timer since={call.since} clock={clock} />
      </p>
      <h3>{subjectOf(call, words)}</h3>
      <CallFacts call={call} clock={clock} />
      {phone === null ? (
        <p className="offer-how">{t('offer.pick_up', { extension: extension ?? '' })}</p>
      ) : (
        <div className="buttons">
          <KeyButton shortcut="a" className="button button-large button-answer" off={!rings} onClick={phone.answer}>
            {t('offer.answer')}
          </KeyButton>
          <KeyButton shortcut="Shift+D" className="button button-quiet" off={!rings} onClick={phone.hangUp}>
            {t('offer.decline')}
          </KeyButton>
        </div>
      )}
    </div>
  );
}

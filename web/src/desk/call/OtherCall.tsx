import { useEffect } from 'react';
import type { Desk } from '../api';
import { useParts, usePhone } from '../context';
import { KeyButton } from '../Key';
import { useWords } from '../words';
import { PhoneKeys } from './PhoneKeys';

/**
 * What is on the phone beside residents' calls: a talk that a supervisor hears, the echo test, or a call that the
 * agent dialled. The call by which one listens was asked for, so the phone answers it by itself.
 */
export function OtherCall({ monitor }: Pick<Desk, 'monitor'>) {
  const { t } = useWords();
  const { phone } = useParts();
  const line = usePhone()?.line ?? 'idle';
  const listens = monitor !== null;
  useEffect(() => {
    if (listens && line === 'ringing') {
      phone?.answer();
    }
  }, [listens, line, phone]);
  if (!listens && line === 'idle') {
    return null;
  }
  return (
    <div className="card call-card" data-stage="other">
      <p className="kicker">{t(line === 'ringing' ? 'state.offered' : 'other.kicker')}</p>
      <h3>
        {listens
          ? t('other.monitor', { name: monitor.agent, mode: t(`monitor.${monitor.mode}`) })
          : t(line === 'ringing' ? 'other.rings' : 'other.talks')}
      </h3>
      {phone !== null && line !== 'idle' && (
        <div className="buttons">
          {line === 'ringing' ? (
            <KeyButton shortcut="a" className="button button-answer" onClick={phone.answer}>
              {t('offer.answer')}
            </KeyButton>
          ) : (
            <PhoneKeys />
          )}
          <KeyButton shortcut="Shift+E" className="button button-end" onClick={phone.hangUp}>
            {t('other.hang_up')}
          </KeyButton>
        </div>
      )}
    </div>
  );
}

import { UNKNOWN } from '../i18n/duration';
import type { Desk } from './api';
import { usePhone } from './context';
import { useWords } from './words';

/** In a few words: whether the phone can ring, and how well the two hear each other. */
export function PhonePill({ desk }: { readonly desk: Desk | null }) {
  const { t, percent, number } = useWords();
  const phone = usePhone();
  if (phone === null) {
    return (
      <p className="phone-pill" data-phone="desk">
        {t('phone.desk', { extension: desk?.agent.extension ?? '' })}
      </p>
    );
  }
  const { quality, registration } = phone;
  return (
    <p className="phone-pill" data-phone={registration} data-poor={quality?.poor === true || undefined}>
      <span className="phone-dot" aria-hidden="true" />
      {t(`phone.${registration}`)}
      {quality !== null && (
        <span className="quiet">
          {t('phone.quality', {
            loss: percent(quality.loss_share),
            jitter: number(Math.round(quality.jitter_ms)),
            round_trip: quality.round_trip_ms === null ? UNKNOWN : number(Math.round(quality.round_trip_ms)),
          })}
        </span>
      )}
    </p>
  );
}

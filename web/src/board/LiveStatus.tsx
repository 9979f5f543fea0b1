import { useSpeech } from '../i18n/context';
import type { LiveState } from '../live/feed';

interface LiveStatusProps {
  readonly live: LiveState;
}

/** One word on whether the figures are live, and the time that they are from. */
export function LivePill({ live }: LiveStatusProps) {
  const { t, time } = useSpeech();
  return (
    <p className="live-pill" data-trust={live.trust}>
      <span className="live-dot" aria-hidden="true" />
      <span className="live-word">{t(`live.${live.trust}`)}</span>
      {live.figures !== null && (
        <span className="live-time" data-figure="at">
          {t('live.as_of', { time: time(live.figures.at) })}
        </span>
      )}
    </p>
  );
}

/**
 * Says in words when the figures are not to be trusted, and since when. It is the page's only live
 * region: a screen reader announces the trouble, never the ticking of the figures.
 */
export function LiveNotice({ live }: LiveStatusProps) {
  return (
    <div className="live-notice-place" role="status">
      <NoticeText live={live} />
    </div>
  );
}

function NoticeText({ live: { trust, figures } }: LiveStatusProps) {
  const { t, time } = useSpeech();
  if (trust === 'live' || trust === 'connecting') {
    return null;
  }
  const text =
    figures === null
      ? t(`live.${trust}.never`)
      : t(`live.${trust}.since`, { time: time(figures.at) });
  return (
    <p className="live-notice">
      <strong>{t(`live.${trust}`)}.</strong> {text}
    </p>
  );
}

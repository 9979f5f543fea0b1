import { useState } from 'react';
import type { Position } from '../map/areas';
import { useWords } from '../words';

const PATIENCE_MS = 15_000;

interface LocateButtonProps {
  /** The precision in meters. */
  readonly found: (position: Position, precision: number) => void;
  readonly failed: (why: string) => void;
}

/** "Use my position": asks the browser, which asks the resident; nothing where the browser can't. */
export function LocateButton({ found, failed }: LocateButtonProps) {
  const { t } = useWords();
  const [waiting, setWaiting] = useState(false);
  // Browsers tell it over TLS and on loopback only; elsewhere the button would never work.
  if (!window.isSecureContext || !('geolocation' in navigator)) {
    return null;
  }
  const locate = () => {
    setWaiting(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setWaiting(false);
        found(
          { latitude: rounded(coords.latitude), longitude: rounded(coords.longitude) },
          coords.accuracy,
        );
      },
      (problem) => {
        setWaiting(false);
        failed(t(problem.code === problem.PERMISSION_DENIED ? 'place.locate.denied' : 'place.locate.failed'));
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS },
    );
  };
  return (
    <button
      type="button"
      className="button button-quiet locate"
      aria-disabled={waiting}
      onClick={() => {
        if (!waiting) {
          locate();
        }
      }}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="5" />
        <path d="M10 1v4M10 15v4M1 10h4M15 10h4" />
      </svg>
      {t(waiting ? 'place.locating' : 'place.locate')}
    </button>
  );
}

/** To the sixth decimal: a hand's breadth. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

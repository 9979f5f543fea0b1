import type { CSSProperties } from 'react';
import { useSpeech } from '../i18n/context';
import { duration, UNKNOWN } from '../i18n/duration';
import { useSecondsSince } from '../live/use-live';
import type { ServerClock } from '../live/server-clock';
import { estimate } from './estimate';

/** What every figure is given: its name on the wire, by which tests and style find it. */
interface Named {
  readonly name: string;
}

/** A number of calls or agents; null while none is known. */
export function CountFigure({ name, value }: Named & { readonly value: number | null }) {
  const { number } = useSpeech();
  if (value === null) {
    return <NoFigure name={name} />;
  }
  const text = number(value);
  // The key makes a changed figure a new element, which the style lets appear softly.
  return (
    <span key={text} className="figure" data-figure={name} style={width(text)}>
      {text}
    </span>
  );
}

/** A length of time that the server measured. */
export function DurationFigure({ name, seconds }: Named & { readonly seconds: number | null }) {
  if (seconds === null) {
    return <NoFigure name={name} />;
  }
  const text = duration(seconds);
  return (
    <time
      className="figure"
      data-figure={name}
      dateTime={`PT${Math.floor(seconds)}S`}
      style={width(text)}
    >
      {text}
    </time>
  );
}

/** How long a caller who joins now will probably wait; no figure while nobody can say. */
export function EstimateFigure({
  name,
  seconds,
  error,
}: Named & { readonly seconds: number | null; readonly error: number | null }) {
  const { t, number } = useSpeech();
  if (seconds === null) {
    return <NoFigure name={name} />;
  }
  const { kind, minutes } = estimate(seconds, error);
  return (
    <span className="figure in-words" data-figure={name}>
      {t(`board.estimate.${kind}`, { minutes: number(minutes) })}
    </span>
  );
}

/** Tells the style how many characters have to fit. */
function width(text: string): CSSProperties {
  return { '--chars': text.length } as CSSProperties;
}

/** The wait of the call that has waited longest, as the wire gives it. */
export interface LongestWait {
  readonly longest_waiting_since: number | null;
  readonly longest_wait_seconds: number;
}

interface WaitFigureProps {
  readonly wait: LongestWait | null;
  /** The clock to tick by; null stops the wait at what the server last said. */
  readonly clock: ServerClock | null;
}

/** The longest wait, which ticks by itself; no figure while nobody waits. */
export function WaitFigure({ wait, clock }: WaitFigureProps) {
  const since = wait?.longest_waiting_since ?? null;
  const ticked = useSecondsSince(since, clock);
  const seconds = since === null ? null : (ticked ?? wait?.longest_wait_seconds ?? null);
  return <DurationFigure name="longest_wait" seconds={seconds} />;
}

function NoFigure({ name }: Named) {
  const { t } = useSpeech();
  return (
    <span className="figure unknown" data-figure={name}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <span className="visually-hidden">{t('figure.unknown')}</span>
    </span>
  );
}

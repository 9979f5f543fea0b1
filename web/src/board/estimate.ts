/** The steps that an estimate is told in, in minutes. */
const STEPS = [1, 2, 5, 10, 15, 30] as const;
const COARSEST = 60;

/** An expected wait in whole minutes, no finer than it is known. */
export interface Estimate {
  /** `under` when it is less than half a step: then the minutes are the step. */
  readonly kind: 'about' | 'under';
  readonly minutes: number;
}

/**
 * Rounds an expected wait to the smallest step that its usual error fits in: 170 s ± 40 s is about 3
 * minutes, 170 s ± 4 min is about 5. With no error known, a minute is the step.
 */
export function estimate(seconds: number, errorSeconds: number | null): Estimate {
  const error = (errorSeconds ?? 0) / 60;
  const step = STEPS.find((each) => each >= error) ?? COARSEST;
  const minutes = Math.round(seconds / 60 / step) * step;
  return minutes === 0 ? { kind: 'under', minutes: step } : { kind: 'about', minutes };
}

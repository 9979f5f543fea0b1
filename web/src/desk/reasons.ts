/** For a server that does not list its reasons for being not ready: those of the example configuration. */
export const USUAL_REASONS = [
  { reason: 'break', planned: false },
  { reason: 'lunch', planned: true },
  { reason: 'training', planned: true },
  { reason: 'meeting', planned: true },
] as const;

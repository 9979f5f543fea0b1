/** What stands where a figure is not known. */
export const UNKNOWN = '–';

/** Seconds as `m:ss`, from an hour on as `h:mm:ss`, fractions dropped. */
export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  const h = Math.floor(whole / 3_600);
  const m = Math.floor(whole / 60) % 60;
  const s = whole % 60;
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

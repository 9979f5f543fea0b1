/** The sound of a call that comes, made by the browser itself. */

const HERTZ = 480;
const ON_S = 0.4;
const PERIOD_S = 2;
const RINGS = 60;
const GAIN = 0.08;

/**
 * Rings until the returned function is called, at most two minutes. A browser that was never touched stays
 * silent: the page shows the call all the same.
 */
export function ring(): () => void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = HERTZ;
  volume.gain.value = 0;
  for (let n = 0; n < RINGS; n++) {
    volume.gain.setValueAtTime(GAIN, context.currentTime + n * PERIOD_S);
    volume.gain.setValueAtTime(0, context.currentTime + n * PERIOD_S + ON_S);
  }
  tone.connect(volume).connect(context.destination);
  tone.start();
  return () => {
    if (context.state !== 'closed') {
      void context.close();
    }
  };
}

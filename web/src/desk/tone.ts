/** Two rising notes: a call is about to be put through without a key. */
const NOTES_HZ = [659.25, 987.77];
const NOTE_S = 0.16;
const LOUDNESS = 0.2;

/** Sounds the tone; ends when it has ended, or at once where the browser makes no sound. */
export async function soundTone(): Promise<void> {
  try {
    const sound = new AudioContext();
    const ended = NOTES_HZ.map((hertz, index) => {
      const note = new OscillatorNode(sound, { frequency: hertz });
      const level = new GainNode(sound, { gain: LOUDNESS });
      note.connect(level).connect(sound.destination);
      const from = sound.currentTime + index * NOTE_S;
      note.start(from);
      note.stop(from + NOTE_S);
      return new Promise<void>((resolve) => {
        note.onended = () => {
          resolve();
        };
      });
    });
    // Without a click on the page before, browsers keep a page silent and no note ever ends.
    await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    await sound.close();
  } catch {
    // A desk without loudspeakers: the offer is on the screen.
  }
}

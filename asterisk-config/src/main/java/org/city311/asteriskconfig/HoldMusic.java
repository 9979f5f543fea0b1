package org.city311.asteriskconfig;

/// A quiet piece for waiting callers, computed here and therefore free of anybody's rights: eight slow
/// chords, each played as a broken chord of soft tones, that lead back to their beginning.
final class HoldMusic {
  private static final double CHORD_SECONDS = 5;
  private static final double NOTE_SECONDS = CHORD_SECONDS / 8;

  /// C, A minor, F, G, E minor, A minor, D minor, G: four tones each, in half-tones above the A of
  /// 440 Hz. Nothing lies below 196 Hz: a telephone would not carry it.
  private static final int[][] CHORDS = {
    {-9, -5, -2, 3}, {-12, -9, -5, 0}, {-12, -9, -4, 0}, {-14, -10, -7, -2},
    {-5, -2, 2, 7}, {-12, -9, -5, 3}, {-7, -4, 0, 5}, {-14, -10, -2, 5},
  };

  private static final int[] ORDER = {0, 1, 2, 3, 2, 1, 2, 1};
  private static final double LEVEL = Sound.decibels(-29);

  private HoldMusic() {}

  static Sound piece() {
    var samples = new float[(int) (CHORDS.length * CHORD_SECONDS * Sound.RATE)];
    for (int chord = 0; chord < CHORDS.length; chord++) {
      for (int step = 0; step < ORDER.length; step++) {
        double at = chord * CHORD_SECONDS + step * NOTE_SECONDS;
        play(samples, at, CHORDS[chord][ORDER[step]], step == 0 ? 1.0 : 0.7);
      }
    }
    var piece = new Sound(samples);
    return piece.amplified(LEVEL / piece.speechRms());
  }

  /// A tone with two faint overtones that swells for 60 ms and dies away over 3 s. What sounds on after
  /// the piece's end sounds at its beginning, so that no seam is heard.
  private static void play(float[] samples, double atSeconds, int halfTones, double loudness) {
    double pitch = 440 * Math.pow(2, halfTones / 12.0);
    int start = (int) (atSeconds * Sound.RATE);
    int length = 3 * Sound.RATE;
    for (int i = 0; i < length; i++) {
      double seconds = (double) i / Sound.RATE;
      double swell = Math.min(1, seconds / 0.06);
      double fade = Math.exp(-seconds * 1.6) * (1 - (double) i / length);
      double phase = 2 * Math.PI * pitch * seconds;
      double tone = Math.sin(phase) + 0.25 * Math.sin(2 * phase) + 0.08 * Math.sin(3 * phase);
      samples[(start + i) % samples.length] += (float) (loudness * swell * fade * tone);
    }
  }
}

package org.city311.loadtest;

/// G.711 µ-law: eight bits a sample, 8,000 samples a second (ITU-T G.711).
public final class Ulaw {
  /// Samples, and so bytes, in a second of sound.
  public static final int SAMPLES_A_SECOND = 8_000;

  private static final int BIAS = 0x84;
  private static final int CLIP = 32_635;
  private static final double TONE_AMPLITUDE = 8_000;

  private Ulaw() {}

  /// One linear 16-bit sample as µ-law.
  public static byte encode(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
    int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
    int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
    return (byte) ~(sign | (exponent << 4) | mantissa);
  }

  /// One µ-law byte as a linear 16-bit sample.
  public static int decode(byte ulaw) {
    int bits = ~ulaw & 0xFF;
    int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
    return (bits & 0x80) == 0 ? magnitude : -magnitude;
  }

  /// A pure tone.
  public static byte[] tone(int hertz, int samples) {
    var sound = new byte[samples];
    for (int i = 0; i < samples; i++) {
      sound[i] =
          encode((int) (TONE_AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / SAMPLES_A_SECOND)));
    }
    return sound;
  }

  /// How strong a tone is in a piece of sound: its share of the whole power, 0 to 1 (Goertzel's
  /// algorithm). Silence gives 0.
  public static double share(byte[] sound, int hertz) {
    double w = 2 * Math.PI * hertz / SAMPLES_A_SECOND;
    double coefficient = 2 * Math.cos(w);
    double last = 0;
    double before = 0;
    double power = 0;
    for (byte ulaw : sound) {
      double sample = decode(ulaw);
      power += sample * sample;
      double now = sample + coefficient * last - before;
      before = last;
      last = now;
    }
    if (power < (double) sound.length * SILENCE_POWER) {
      return 0;
    }
    double tone = last * last + before * before - coefficient * last * before;
    return Math.min(1, 2 * tone / (power * sound.length));
  }

  /// Mean square of a piece of sound; 0 when it is silence or empty.
  public static double loudness(byte[] sound) {
    double power = 0;
    for (byte ulaw : sound) {
      double sample = decode(ulaw);
      power += sample * sample;
    }
    return power <= sound.length * SILENCE_POWER ? 0 : power / sound.length;
  }

  /// Mean square of a sample below which sound is silence: an amplitude of about 20 in 32,768.
  private static final double SILENCE_POWER = 400;
}

package org.city311.asteriskconfig;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Mono sound at 16 kHz in memory, samples from -1 to 1, and how loud it is. Never changes.
final class Sound {
  static final int RATE = 16_000;

  /// Speech is brought to this level: ITU-T P.56's nominal -26 dB below overload and a little more, as
  /// prompts are heard on loudspeakers and in streets.
  private static final double SPEECH_RMS = decibels(-23);

  private static final double HIGHEST_PEAK = decibels(-1);
  private static final int FRAME = RATE / 50;

  /// Frames more quiet than this are pauses, and say nothing about how loud the speaker is.
  private static final double PAUSE_RMS = decibels(-50);

  private final float[] samples;

  /// Takes the samples over: whoever made them leaves them alone from now on.
  Sound(float[] samples) {
    this.samples = samples;
  }

  /// From raw signed 16-bit little-endian samples.
  static Sound ofRaw(byte[] raw) {
    var buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    var samples = new float[buffer.remaining()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = buffer.get(i) / 32_768f;
    }
    return new Sound(samples);
  }

  /// The tone after which one speaks: 1,000 Hz, which swells and fades for 10 ms, as loud as speech.
  static Sound tone(double seconds) {
    var samples = new float[(int) (seconds * RATE)];
    int edge = RATE / 100;
    for (int i = 0; i < samples.length; i++) {
      double swell = Math.min(1, (double) Math.min(i, samples.length - i) / edge);
      samples[i] = (float) (swell * Math.sin(2 * Math.PI * 1_000 * i / RATE));
    }
    return new Sound(samples).levelled();
  }

  /// Nothing is heard.
  static Sound silence(double seconds) {
    return new Sound(new float[(int) (seconds * RATE)]);
  }

  byte[] raw() {
    var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (var sample : samples) {
      bytes.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * 32_767f));
    }
    return bytes.array();
  }

  /// As loud as all other speech, unless its peaks would be cut off.
  Sound levelled() {
    var rms = speechRms();
    return rms == 0 ? this : amplified(Math.min(SPEECH_RMS / rms, HIGHEST_PEAK / peak()));
  }

  /// Root mean square of the parts that are not pauses; 0 when all is a pause.
  double speechRms() {
    double sum = 0;
    long count = 0;
    for (int start = 0; start < samples.length; start += FRAME) {
      int end = Math.min(start + FRAME, samples.length);
      double energy = 0;
      for (int i = start; i < end; i++) {
        energy += samples[i] * samples[i];
      }
      if (Math.sqrt(energy / (end - start)) > PAUSE_RMS) {
        sum += energy;
        count += end - start;
      }
    }
    return count == 0 ? 0 : Math.sqrt(sum / count);
  }

  double peak() {
    double peak = 0;
    for (var sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  double seconds() {
    return (double) samples.length / RATE;
  }

  Sound amplified(double gain) {
    var louder = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      louder[i] = (float) (samples[i] * gain);
    }
    return new Sound(louder);
  }

  /// One after the other, with a pause between them.
  static Sound joined(List<Sound> parts, double pauseSeconds) {
    int pause = (int) (pauseSeconds * RATE);
    int length = parts.stream().mapToInt(part -> part.samples.length + pause).sum();
    var all = new float[Math.max(0, length - pause)];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part.samples, 0, all, at, part.samples.length);
      at += part.samples.length + pause;
    }
    return new Sound(all);
  }

  static double decibels(double value) {
    return Math.pow(10, value / 20);
  }
}

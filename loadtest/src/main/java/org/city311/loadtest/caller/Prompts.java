package org.city311.loadtest.caller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.city311.loadtest.Ulaw;

/// The prompts' own audio, as Asterisk plays it: µ-law, byte by byte. Thread-safe.
public final class Prompts {
  private static final String SOUND = ".ulaw";

  private final Path sounds;
  private final Map<Path, Prompt> known = new ConcurrentHashMap<>();

  /// @param sounds the folder with a folder for each language
  public Prompts(Path sounds) {
    this.sounds = sounds;
  }

  /// One prompt.
  static final class Prompt {
    private final byte[] sound;
    private final int loud;

    private Prompt(byte[] sound, int loud) {
      this.sound = sound;
      this.loud = loud;
    }

    /// All of it; not to be changed.
    byte[] sound() {
      return sound;
    }

    /// Where it begins to be no silence, in samples.
    int loud() {
      return loud;
    }

    static Prompt of(byte[] sound) {
      for (int at = 0; at < sound.length; at += Rtp.FRAME_SAMPLES) {
        int end = Math.min(sound.length, at + Rtp.FRAME_SAMPLES);
        if (Ulaw.loudness(Arrays.copyOfRange(sound, at, end)) > 0) {
          return new Prompt(sound, at);
        }
      }
      throw new IllegalArgumentException("a prompt is nothing but silence");
    }
  }

  /// @throws UncheckedIOException if there is no such prompt
  Prompt prompt(String language, String key) {
    return known.computeIfAbsent(
        sounds.resolve(language).resolve("city311").resolve(key + SOUND), Prompts::read);
  }

  /// All of a language that are more than silence, by their keys.
  Map<String, Prompt> all(String language) {
    var all = new TreeMap<String, Prompt>();
    try (var files = Files.list(sounds.resolve(language).resolve("city311"))) {
      for (var file : files.map(each -> each.getFileName().toString()).toList()) {
        if (file.endsWith(SOUND) && !file.equals("say-pause" + SOUND)) {
          var key = file.substring(0, file.length() - SOUND.length());
          all.put(key, prompt(language, key));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Prompt read(Path file) {
    try {
      return Prompt.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How long some prompts take, one after the other.
  public Duration length(String language, List<String> keys) {
    long samples = keys.stream().mapToLong(key -> prompt(language, key).sound().length).sum();
    return Duration.ofMillis(samples * 1_000 / Ulaw.SAMPLES_A_SECOND);
  }
}

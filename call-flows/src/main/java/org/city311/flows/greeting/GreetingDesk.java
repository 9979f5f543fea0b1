package org.city311.flows.greeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.city311.ivr.call.Language;

/// Where the emergency greeting is changed; what can't be audited is not changed. Methods block; any thread may
/// call them.
public final class GreetingDesk {
  private static final String RECORDINGS = "greeting-r";
  private static final int HEX_DIGITS = 16;

  private final Greetings greetings;
  private final List<Language> languages;
  private final Path recordings;
  private final Audit audit;
  private final InstantSource clock;

  /// @param languages that residents are served in, the first one first
  /// @param recordings the folder of the city's own recordings
  public GreetingDesk(
      Greetings greetings,
      List<Language> languages,
      Path recordings,
      Audit audit,
      InstantSource clock) {
    this.greetings = greetings;
    this.languages = List.copyOf(languages);
    this.recordings = recordings;
    this.audit = audit;
    this.clock = clock;
  }

  /// Keeps who did what for good.
  @FunctionalInterface
  public interface Audit {
    /// @param who a token's name, or a phone
    /// @param address where from
    /// @throws IOException if it can't be kept; then nothing may be changed
    void write(String who, String address, String what, String before, String after)
        throws IOException;
  }

  /// Who changes something.
  ///
  /// @param address where from
  public record Somebody(String name, String address) {}

  /// What holds.
  public Greeting now() {
    return greetings.now();
  }

  /// Whether Asterisk can play it already.
  public boolean isAudible() {
    return greetings.isAudible(greetings.now());
  }

  public List<Language> languages() {
    return languages;
  }

  /// Sets texts, and turns it on or off.
  ///
  /// @param texts by language, one for each
  /// @throws IllegalArgumentException for a language that is not served or lacks its text
  public Greeting say(boolean on, Map<Language, String> texts, Somebody by) throws IOException {
    SortedMap<String, String> words = new TreeMap<>();
    for (Language language : languages) {
      String text = texts.getOrDefault(language, "").strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException("text." + language + " is missing");
      }
      words.put(language.tag(), text);
    }
    for (Language language : texts.keySet()) {
      if (!languages.contains(language)) {
        throw new IllegalArgumentException("text." + language + ": languages are " + languages);
      }
    }
    return set(new Greeting(on, "greeting-" + hash(words), words, by.name(), time()), by);
  }

  /// Turns it on or off as it is.
  ///
  /// @throws IllegalArgumentException when there is nothing to turn on
  public Greeting turn(boolean on, Somebody by) throws IOException {
    return set(greetings.now().turned(on, by.name(), time()), by);
  }

  /// Takes what somebody has spoken. In a language without a recording the first one's is heard: better than
  /// nothing.
  ///
  /// @param spoken WAV files by language, at least one; they are moved
  public Greeting record(boolean on, Map<Language, Path> spoken, Somebody by) throws IOException {
    Instant time = time();
    String key = RECORDINGS + time.toEpochMilli();
    Path first =
        languages.stream()
            .filter(spoken::containsKey)
            .map(spoken::get)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nothing is recorded"));
    SortedMap<String, String> words = new TreeMap<>();
    for (Language language : languages) {
      Path folder = Files.createDirectories(recordings.resolve(language.tag()));
      removeOlder(folder);
      Files.copy(
          spoken.getOrDefault(language, first),
          folder.resolve(key + ".wav"),
          StandardCopyOption.REPLACE_EXISTING);
      words.put(language.tag(), Greeting.RECORDED);
    }
    for (Path file : spoken.values()) {
      Files.deleteIfExists(file);
    }
    return set(new Greeting(on, key, words, by.name(), time), by);
  }

  /// All but the one that holds, which may yet be turned on again if this goes wrong.
  private void removeOlder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(RECORDINGS) && !name.startsWith(greetings.now().key() + ".")) {
          Files.delete(file);
        }
      }
    }
  }

  private Greeting set(Greeting greeting, Somebody by) throws IOException {
    audit.write(
        by.name(),
        by.address(),
        "PUT greeting",
        GreetingJson.write(greetings.now()),
        GreetingJson.write(greeting));
    greetings.set(greeting);
    return greeting;
  }

  /// Later than what holds, so that all nodes take it.
  private Instant time() {
    Instant now = clock.instant();
    Instant before = greetings.now().since();
    return now.isAfter(before) ? now : before.plusMillis(1);
  }

  private static String hash(SortedMap<String, String> words) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(words.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

package org.city311.asteriskconfig;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/// What each sound file of a folder was made from, as a fingerprint by name, or since when it is not wanted; kept
/// beside the files.
///
/// Thread contract: any thread may call any method.
final class PromptManifest {
  /// Instead of a fingerprint, before a time.
  private static final String UNWANTED = "unwanted since ";

  private final Path file;
  private final Properties fingerprints = new Properties();

  private PromptManifest(Path file) {
    this.file = file;
  }

  static PromptManifest of(Path folder) throws IOException {
    var manifest = new PromptManifest(folder.resolve("made-from.properties"));
    if (Files.exists(manifest.file)) {
      try (var reader = Files.newBufferedReader(manifest.file)) {
        manifest.fingerprints.load(reader);
      }
    }
    return manifest;
  }

  boolean has(String name, String fingerprint) {
    return fingerprint.equals(fingerprints.getProperty(name));
  }

  void put(String name, String fingerprint) {
    fingerprints.setProperty(name, fingerprint);
  }

  /// Notes since when all names but these are not wanted; forgets, and returns, those whose time is up.
  Set<String> retire(Set<String> wanted, Instant now, Duration kept) {
    var gone = new HashSet<String>();
    for (var name : fingerprints.stringPropertyNames()) {
      if (!wanted.contains(name) && !unwantedSince(name, now).plus(kept).isAfter(now)) {
        fingerprints.remove(name);
        gone.add(name);
      }
    }
    return gone;
  }

  private Instant unwantedSince(String name, Instant now) {
    var known = fingerprints.getProperty(name, "");
    if (known.startsWith(UNWANTED)) {
      return Instant.parse(known.substring(UNWANTED.length()));
    }
    fingerprints.setProperty(name, UNWANTED + now);
    return now;
  }

  void save() throws IOException {
    var text = new StringWriter();
    fingerprints.store(text, null);
    // The first line is a date; without it the same content is the same file.
    var lines = text.toString().lines().filter(line -> !line.startsWith("#")).sorted().toList();
    ConfigFile.write(file, String.join("\n", lines) + "\n", false);
  }
}

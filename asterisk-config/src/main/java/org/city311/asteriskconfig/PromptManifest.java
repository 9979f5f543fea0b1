package org.city311.asteriskconfig;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/// What each sound file of a folder was made from, as a fingerprint by name; kept beside the files.
///
/// Thread contract: any thread may call any method.
final class PromptManifest {
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

  /// Forgets all names but these; returns the forgotten.
  Set<String> retain(Set<String> names) {
    var gone = new HashSet<>(fingerprints.stringPropertyNames());
    gone.removeAll(names);
    gone.forEach(fingerprints::remove);
    return gone;
  }

  void save() throws IOException {
    var text = new StringWriter();
    fingerprints.store(text, null);
    // The first line is a date; without it the same content is the same file.
    var lines = text.toString().lines().filter(line -> !line.startsWith("#")).sorted().toList();
    ConfigFile.write(file, String.join("\n", lines) + "\n", false);
  }
}

package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A second of silence under the name of each prompt that the dialplan itself plays.
final class SoundsForTests {
  private static final int ONE_SECOND = 8_000;

  private SoundsForTests() {}

  static void make(Path sounds) throws IOException {
    var names =
        List.of(
            "goodbye",
            "apology",
            "apology-closing",
            "agent-unknown-code",
            "agent-system-down",
            "whisper-water-es");
    var prompts = Files.createDirectories(sounds.resolve("en").resolve("city311"));
    for (var name : names) {
      write(prompts.resolve(name + ".ulaw"));
    }
    write(Files.createDirectories(sounds.resolve("moh")).resolve("music.ulaw"));
  }

  private static void write(Path file) throws IOException {
    var silence = new byte[ONE_SECOND];
    java.util.Arrays.fill(silence, (byte) 0xff);
    Files.write(file, silence);
  }
}

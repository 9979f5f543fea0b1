package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The residents' voice: five seconds of a tone in G.711 µ-law, which SIPp plays over and over.
final class Voice {
  private static final int SECONDS = 5;
  private static final int HERTZ = 300;

  private Voice() {}

  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.write(
        folder.resolve("voice.ulaw"), Ulaw.tone(HERTZ, SECONDS * Ulaw.SAMPLES_A_SECOND));
  }
}

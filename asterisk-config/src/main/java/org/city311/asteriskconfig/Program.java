package org.city311.asteriskconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another program, run with a list of arguments (never by a shell), for a bounded time.
final class Program {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SHOWN_CHARACTERS = 500;

  private Program() {}

  /// Runs it to its end.
  ///
  /// @param remedy what to do when there is no such program
  /// @throws PromptException when it is missing, fails or takes too long
  static void run(List<String> command, Path folder, String remedy) {
    var name = command.getFirst();
    try {
      var output = Files.createTempFile(folder, "output", ".txt");
      var process = start(command, output, remedy);
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new PromptException(name + " took longer than " + LIMIT + ": " + command);
      }
      if (process.exitValue() != 0) {
        var said = Files.readString(output).strip();
        throw new PromptException(
            "%s failed (%d): %s%n%s"
                .formatted(
                    name,
                    process.exitValue(),
                    String.join(" ", command),
                    said.substring(0, Math.min(said.length(), SHOWN_CHARACTERS))));
      }
    } catch (IOException e) {
      throw new PromptException(name + ": no place for its output in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PromptException("interrupted while " + name + " ran", e);
    }
  }

  private static Process start(List<String> command, Path output, String remedy) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .redirectInput(Path.of("/dev/null").toFile())
          .start();
    } catch (IOException e) {
      throw new PromptException(
          "the program '%s' is not on this machine: %s".formatted(command.getFirst(), remedy), e);
    }
  }
}

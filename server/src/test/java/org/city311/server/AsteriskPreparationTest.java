package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a script that looks for Asterisk.
class AsteriskPreparationTest {
  private static final Duration PATIENTLY = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void scriptThatAnswers_isHeard() throws Exception {
    Path script = script("echo kind=packaged; echo \"asked=$1\"");

    assertEquals(
        List.of("kind=packaged", "asked=--env"), AsteriskPreparation.answer(script, PATIENTLY));
  }

  @Test
  void scriptThatFindsNone_saysWhatToDo() throws Exception {
    Path script = script("echo install one >&2; exit 1");

    StartException e =
        assertThrows(StartException.class, () -> AsteriskPreparation.answer(script, PATIENTLY));

    assertEquals("install one", e.getMessage());
  }

  @Test
  @Timeout(30)
  void scriptThatHangs_isGivenUp_andEndedWithItsChildren() throws Exception {
    Path child = folder.resolve("child");
    Path script = script("sleep 600 & echo $! > '" + child + "'; wait");

    StartException e =
        assertThrows(
            StartException.class, () -> AsteriskPreparation.answer(script, Duration.ofSeconds(2)));

    assertTrue(String.valueOf(e.getMessage()).contains("hangs"));
    ProcessHandle.of(Long.parseLong(Files.readString(child).trim()))
        .ifPresent(process -> process.onExit().join());
  }

  private Path script(String text) throws IOException {
    Path script = Files.writeString(folder.resolve("find"), "#!/bin/bash\n" + text + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}

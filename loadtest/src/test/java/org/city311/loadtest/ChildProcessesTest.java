package org.city311.loadtest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {
  @TempDir Path folder;

  /// Starts a child and waits for ever: what [#aChildDies_whenItsJvmIsKilled()] kills.
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      var children = new ChildProcesses();
      var child = sleeper(children, Path.of(arguments[0]));
      Files.writeString(Path.of(arguments[0], "pid"), child.pid() + "\n");
      child.waitFor();
    }
  }

  private static Process sleeper(ChildProcesses children, Path folder) throws IOException {
    return children.start(List.of("sleep", "60"), folder, Map.of(), folder.resolve("out.txt"));
  }

  @Test
  void close_endsEveryChild() throws IOException {
    Process child;
    try (var children = new ChildProcesses()) {
      child = sleeper(children, folder);
      assertTrue(child.isAlive());
    }
    assertFalse(child.isAlive());
  }

  @Test
  void aChildDies_whenItsJvmIsKilled() throws IOException {
    var parent =
        new ProcessBuilder(
                Home.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    var pid = folder.resolve("pid");
    await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
    var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertTrue(child.isAlive());

    parent.destroyForcibly();

    await().until(() -> !child.isAlive());
  }
}

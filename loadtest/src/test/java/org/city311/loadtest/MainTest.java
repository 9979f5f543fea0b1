package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void help_saysTheUsage() {
    assertEquals(0, run("help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("usage: "));
  }

  @Test
  void anythingUnknown_saysTheUsageAsAnError() {
    assertEquals(2, run());
    assertEquals(2, run("smoke", "--nonsense"));
    assertEquals(2, run("demo", "--config"));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("usage: "));
  }
}

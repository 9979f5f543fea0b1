package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.city311.loadtest.SmokeCalls.Plan;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first of the stories to end: what its server has loaded, the others' map.
@Tag("stack")
@Order(0)
class SmokeTest {
  @TempDir Path folder;

  @Test
  void run_aFewCalls_passesAndWritesItsFigures() throws IOException {
    var said = new ByteArrayOutputStream();
    var plan = new Plan(8, 2, 4, Duration.ofMillis(500), 1, Duration.ofMinutes(1));
    assertTrue(
        new Smoke(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                plan,
                Home.find().keepingClasses())
            .run(folder),
        () -> said.toString(StandardCharsets.UTF_8));
    assertTrue(Files.readString(folder.resolve("result.json")).contains("\"answered\" : 8"));
  }
}

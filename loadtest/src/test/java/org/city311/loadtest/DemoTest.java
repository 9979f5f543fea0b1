package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(7)
class DemoTest extends StackTest {
  DemoTest() {
    super(StackOptions.agents(3));
  }

  @Test
  void theDemoMakesCallsThatAreAnswered_andItsEndLeavesNothingBehind() throws Exception {
    var said = new ByteArrayOutputStream();
    try (var demo =
        Demo.of(stack.configuration(), new PrintStream(said, true, StandardCharsets.UTF_8))) {
      var playing = Thread.ofPlatform().start(() -> run(demo));
      eventually(
          "a call is answered", Duration.ofMinutes(1), () -> live().path("answered").asInt() > 0);
      playing.interrupt();
    }
    assertFalse(Files.exists(stack.data().resolve("demo")), "the players' folder is left over");
    eventually("no call is left", () -> live().path("talking").asInt() == 0);
    eventuallyIs("agent1", "signed-out");
    eventuallyIs("agent2", "signed-out");
    eventuallyIs("agent3", "signed-out");
    assertTrue(
        ProcessHandle.current().descendants().noneMatch(this::isSippHere), "SIPp is left over");
  }

  private static void run(Demo demo) {
    try {
      demo.run();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Other tests' stacks have SIPps of their own, meanwhile.
  private boolean isSippHere(ProcessHandle process) {
    var info = process.info();
    return info.command().orElse("").endsWith("/sipp")
        && info.commandLine().orElse("").contains(stack.sip());
  }
}

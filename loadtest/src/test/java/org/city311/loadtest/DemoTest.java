package org.city311.loadtest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
      var ended = new CompletableFuture<Void>();
      var playing = Thread.ofPlatform().start(() -> run(demo, ended));
      await("a call is answered")
          .atMost(Duration.ofMinutes(1))
          .until(() -> !hasEnded(ended) && live().path("answered").asInt() > 0);
      whoWatchesCanSignIn();
      playing.interrupt();
    }
    assertFalse(Files.exists(stack.data().resolve("demo")), "the players' folder is left over");
    assertTrue(account("demo-agent").path("disabled").asBoolean());
    assertTrue(account("demo-supervisor").path("disabled").asBoolean());
    assertEquals(3, stack.api().agents().size());
    eventually("no call is left", () -> live().path("talking").asInt() == 0);
    eventuallyIs("agent1", "signed-out");
    eventuallyIs("agent2", "signed-out");
    eventuallyIs("agent3", "signed-out");
    assertTrue(
        ProcessHandle.current().descendants().noneMatch(this::isSippHere), "SIPp is left over");
  }

  private void whoWatchesCanSignIn() throws IOException {
    var file = stack.data().resolve("demo").resolve(DemoAccounts.FILE);
    assertEquals(
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
        Files.getPosixFilePermissions(file));
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      passwords.load(in);
    }
    assertEquals(Set.of("demo-agent", "demo-supervisor"), passwords.stringPropertyNames());
    for (var name : passwords.stringPropertyNames()) {
      var signedIn =
          SignedInAgent.first(stack.api(), name, String.valueOf(passwords.getProperty(name)));
      signedIn.signOut();
    }
    assertEquals("browser", agent("demo-agent", "phone_kind"));
  }

  private String agent(String id, String field) throws IOException {
    return stack
        .api()
        .agents()
        .valueStream()
        .filter(agent -> agent.path("id").asText().equals(id))
        .map(agent -> agent.path(field).asText())
        .findFirst()
        .orElseThrow();
  }

  private JsonNode account(String name) throws IOException {
    return new ObjectMapper().readTree(stack.api().get("/api/accounts/" + name));
  }

  private static void run(Demo demo, CompletableFuture<Void> ended) {
    try {
      demo.run();
      ended.complete(null);
    } catch (IOException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  /// Says why, when the demo gave up.
  private static boolean hasEnded(CompletableFuture<Void> demo) {
    if (!demo.isDone()) {
      return false;
    }
    demo.join();
    return true;
  }

  /// Other tests' stacks have SIPps of their own, meanwhile.
  private boolean isSippHere(ProcessHandle process) {
    var info = process.info();
    return info.command().orElse("").endsWith("/sipp")
        && info.commandLine().orElse("").contains(stack.sip());
  }
}

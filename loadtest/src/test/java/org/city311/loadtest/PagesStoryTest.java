package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages in a real browser, against a server that runs with all that is behind it: the board, and a
/// resident's report from the first word until somebody else follows it. Whatever else the pages do is
/// tested in `web`, against a scripted server.
@Tag("browser")
@Order(7)
class PagesStoryTest extends StackTest {
  private static final String IN_TESTVILLE = "39.295,-76.6";

  PagesStoryTest() {
    super(
        StackOptions.agents(1)
            .withServices(
                List.of(new AgentAccount("agent1", List.of("streets"))),
                """
                skill-groups: [{id: streets, name: {en: "Streets", es: "Calles"}}]
                menu: {1: streets}
                requests: {areas: "%s"}
                """
                    .formatted(areas())));
  }

  private static File areas() {
    var areas = PagesStoryTest.class.getResource("/testville.geojson");
    try {
      return new File(Objects.requireNonNull(areas, "testville.geojson").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void pages_doWhatResidentsAndOperatorsWant_withTheServerThatRuns() throws Exception {
    // Calls are taken before the database is there; reports are not.
    eventually(
        "requests can be read", () -> !stack.api().get("/open311/v2/requests.json").isEmpty());
    var said = stack.folder().resolve("browser.txt");
    var process =
        stack
            .children()
            .start(
                List.of(
                    "node",
                    "e2e/run.mjs",
                    "--url",
                    stack.api().base() + "/",
                    "--place-in-city",
                    IN_TESTVILLE,
                    "--first-password",
                    stack.secret("accounts.first")),
                Home.find().root().resolve("web"),
                Map.of(),
                said);

    process.waitFor(3, TimeUnit.MINUTES);

    assertEquals(0, process.exitValue(), () -> tail(said));
  }

  private static String tail(Path file) {
    try {
      var lines = Files.readAllLines(file);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return "nothing is known of it: " + e;
    }
  }
}

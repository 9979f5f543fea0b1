package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The menus of the documentation's city, called by the scripts beside them; and the commands that do it.
class ExampleMenusTest {
  @TempDir Path folder;

  /// A copy, so that nothing is written beside the documentation.
  private String configuration() throws IOException {
    Path example = Path.of("..", "docs", "example");
    for (String name : new String[] {"city311.yaml", "menus.yaml", "collection.csv"}) {
      Files.copy(example.resolve(name), folder.resolve(name));
    }
    return folder.resolve("city311.yaml").toString();
  }

  @Test
  void everyScript_goesAsWritten() throws Exception {
    CommandLine said =
        CommandLine.run(
            "dial",
            "--config",
            configuration(),
            "--script",
            Path.of("../docs/example/calls").toString());

    assertEquals("", said.err());
    assertEquals(0, said.exitCode());
    assertEquals("20 calls, 0 otherwise than written\n", said.out());
  }

  @Test
  void callThatGoesOtherwise_is1_andToldWithItsLine() throws Exception {
    Path script = Files.writeString(folder.resolve("a.call"), "call 311\npress 2\nhears English\n");

    CommandLine said =
        CommandLine.run("dial", "--config", configuration(), "--script", script.toString());

    assertEquals(1, said.exitCode());
    assertTrue(
        said.err().startsWith(script + ":3: script: hears English; but what is heard is: Para "));
    assertEquals("1 calls, 1 otherwise than written\n", said.out());
  }

  @Test
  void scriptThatCannotBeUnderstood_is2() throws Exception {
    Path script = Files.writeString(folder.resolve("a.call"), "press 2\n");

    CommandLine said =
        CommandLine.run("dial", "--config", configuration(), "--script", script.toString());

    assertEquals(2, said.exitCode());
    assertEquals(script + ":1: found press 2, allowed: call first\n", said.err());
  }

  @Test
  void menusThatAreRight_areToldWithEveryTextAndTheNameOfItsRecording() throws Exception {
    CommandLine said = CommandLine.run("flows-check", "--config", configuration());

    assertEquals(0, said.exitCode());
    assertTrue(said.out().startsWith("menus are right: version="), said.out());
    assertTrue(
        said.out()
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "en/m-main-1-[0-9a-f]{8}\\.wav: For potholes, streetlights and sidewalks,"
                            + " press 1\\.")),
        said.out());
  }

  @Test
  void menusWithAMistake_areNotRun_andToldWithTheirLine() throws Exception {
    String configuration = configuration();
    Path menus = folder.resolve("menus.yaml");
    Files.writeString(menus, Files.readString(menus).replace("group: streets", "group: parks"));

    for (String command : new String[] {"flows-check", "flows-graph", "check", "dial"}) {
      CommandLine said = CommandLine.run(command, "--config", configuration);

      assertEquals(2, said.exitCode(), command);
      assertEquals(
          menus
              + ":48: menus.main.choices.1.group: found parks, allowed: skill groups: [general,"
              + " sanitation, streets, water]\n",
          said.err());
    }
  }

  @Test
  void pictureOfTheMenus_isAnSvg() throws Exception {
    CommandLine said = CommandLine.run("flows-graph", "--config", configuration());

    assertEquals(0, said.exitCode());
    assertTrue(said.out().startsWith("<svg "), said.out());
    assertTrue(said.out().contains("→ group sanitation"));
    assertTrue(said.out().contains("Callers begin (closed: office)"));
  }
}

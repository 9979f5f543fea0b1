package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command line refuses, and with which exit code. [PrepareTest] has what it does.
class MainTest {
  @TempDir Path folder;

  static Stream<String> wrongCommandLines() {
    return Stream.of(
        "",
        "prepare --config",
        "prepare city311.yaml",
        "prepare --conf city311.yaml",
        "--config city311.yaml prepare",
        "prepare --config a b",
        "prepare --node",
        "prepare --node 0",
        "serve --node 4",
        "serve --node x",
        "prepare --config a --config b",
        "dance",
        "--help",
        "Prepare");
  }

  @ParameterizedTest
  @MethodSource("wrongCommandLines")
  void wrongCommandLine_is2_withTheUsage(String words) {
    CommandLine said = CommandLine.run(words.isEmpty() ? new String[0] : words.split(" "));

    assertEquals(2, said.exitCode());
    assertTrue(said.err().contains("prepare [--config FILE] [--node N]"), said.err());
    assertTrue(said.err().contains("serve [--config FILE] [--node N]"), said.err());
    assertEquals("", said.out());
  }

  @Test
  void unknownCommand_leavesNoTrace() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "data: data\n");

    assertEquals(2, CommandLine.run("dance", "--config", file.toString()).exitCode());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "prepare", "serve"})
  void mistakesInTheConfiguration_are2_eachOnALineOfStandardError_andMakeNothing(String command)
      throws Exception {
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "data: data\nhttp: {port: 0}\ncitty: x\n");

    CommandLine said = CommandLine.run(command, "--config", file.toString());

    assertEquals(2, said.exitCode());
    assertEquals("", said.out());
    assertEquals(2, said.err().lines().count());
    assertTrue(said.err().lines().allMatch(line -> line.startsWith(file + ":")), said.err());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "serve"})
  void fileInThePlaceOfTheDataFolder_is4_andIsNamed(String command) throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "data: data\n");
    Files.writeString(folder.resolve("data"), "not a folder");

    CommandLine said = CommandLine.run(command, "--config", file.toString());

    assertEquals(4, said.exitCode());
    assertEquals("", said.out());
    assertTrue(said.err().contains(folder.resolve("data").toString()), said.err());
    assertTrue(said.err().contains("data: in the configuration"), said.err());
    assertEquals("not a folder", Files.readString(folder.resolve("data")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "serve"})
  void configurationThatIsNamedAndNotThere_is2_andDoesNotMeanTheDefaults(String command) {
    Path file = folder.resolve("citty311.yaml");

    CommandLine said = CommandLine.run(command, "--config", file.toString());

    assertEquals(2, said.exitCode());
    assertTrue(said.err().startsWith(file + " is not there"), said.err());
    assertEquals("", said.out());
    assertFalse(Files.exists(folder.resolve(".city311")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "prepare", "serve"})
  void mistakesInTheCatalogue_are2_withTheirLines_andMakeNothing(String command) throws Exception {
    Path catalogue = Files.createDirectories(folder.resolve("catalogue")).resolve("city.yaml");
    Files.writeString(catalogue, "departments:\n  streets: { nam: x }\n");
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "data: data\nrequests: {catalogue: catalogue}\n");

    CommandLine said = CommandLine.run(command, "--config", file.toString());

    assertEquals(2, said.exitCode());
    assertEquals("", said.out());
    assertTrue(
        said.err().lines().anyMatch(line -> line.startsWith(catalogue + ":2: departments.streets")),
        said.err());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  /// Also in a city that has no catalogue of its own.
  @ParameterizedTest
  @ValueSource(strings = {"check", "prepare", "serve"})
  void mistakesInTheTemplates_are2_withTheirFile_andMakeNothing(String command) throws Exception {
    Path letters = Files.createDirectories(folder.resolve("letters/en/mail"));
    Files.writeString(letters.resolve("closed.txt"), "Hello {{naem}}\n\n{{stop}}\n");
    Path file = folder.resolve("c.yaml");
    Files.writeString(file, "data: data\nnotices: {templates: letters}\n");

    CommandLine said = CommandLine.run(command, "--config", file.toString());

    assertEquals(2, said.exitCode(), said.err());
    assertTrue(said.err().contains("en/mail/closed.txt"), said.err());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void check_ofAConfigurationWithoutMistakes_is0_andMakesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "data: data\n");

    assertEquals(0, CommandLine.run("check", "--config", file.toString()).exitCode());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void folderInThePlaceOfTheConfiguration_is4_andIsNamed() {
    CommandLine said = CommandLine.run("prepare", "--config", folder.toString());

    assertEquals(4, said.exitCode());
    assertTrue(said.err().startsWith(folder.toString()), said.err());
  }

  @Test
  void portThatIsTaken_ends_serve_with4() throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Path file = folder.resolve("c.yaml");
      Files.writeString(file, "data: data\nhttp: {port: " + taken.getLocalPort() + "}\n");

      CommandLine said = CommandLine.run("serve", "--config", file.toString());

      assertEquals(4, said.exitCode());
      assertTrue(said.err().contains("http.host or .port"), said.err());
      assertFalse(said.out().contains("READY"));
    }
  }
}

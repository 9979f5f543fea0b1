package org.city311.asteriskconfig;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("stack")
@Execution(ExecutionMode.CONCURRENT)
class AsteriskBootTest {
  private static final Pattern EXTENSION = Pattern.compile("(?m)^  '([^']+)' =>");

  /// Asterisk says these before its logger is up, whatever its configuration: its release's own
  /// documentation lacks the option.
  private static final List<String> BEFORE_THE_LOGGER =
      List.of("PBX UUID: ", "Could not find option 'minimum_size' with type 'threadpool'");

  @TempDir Path data;

  @Test
  void start_renderedConfiguration_logsNoWarning() throws Exception {
    var instance = rendered(settings());
    try (var asterisk = AsteriskProcess.start(instance, RealAsterisk.RUN)) {
      assertTrue(asterisk.isAlive());
      assertEquals(List.of(), RealAsterisk.complaints(instance));
      var unknown =
          Files.readAllLines(instance.resolve("log/console.log")).stream()
              .filter(line -> BEFORE_THE_LOGGER.stream().noneMatch(line::startsWith))
              .filter(line -> !line.isBlank())
              .toList();
      assertEquals(List.of(), unknown);
    }
  }

  @Test
  void start_folderWithSpaces_works() throws Exception {
    data = Files.createDirectory(data.resolve("the citys data"));
    try (var asterisk = AsteriskProcess.start(rendered(settings()), RealAsterisk.RUN)) {
      assertTrue(asterisk.command("moh show classes").contains("the citys data"));
    }
  }

  @Test
  void dialplan_hasOurContextsOnly_andCallersReachTheirNumbersOnly() throws Exception {
    try (var asterisk = AsteriskProcess.start(rendered(settings()), RealAsterisk.RUN)) {
      var contexts =
          Pattern.compile("Context '([^']+)'")
              .matcher(asterisk.command("dialplan show"))
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toSet());
      assertEquals(
          Set.of(
              "city311-incoming",
              "city311-serve",
              "city311-wait",
              "city311-announcement",
              "city311-announcer",
              "city311-outside-caller",
              "city311-after",
              "city311-fallback",
              "city311-overflow",
              "city311-agent",
              "city311-agent-callback",
              "city311-lost",
              "city311-hold",
              "city311-aside",
              "city311-asked",
              "city311-conference",
              "city311-monitor",
              "city311-transferred",
              "city311-callback",
              "city311-callback-first",
              "city311-callback-wait",
              "city311-callback-declined",
              "city311-phones",
              "city311-browser",
              "city311-code",
              "city311-consult",
              "city311-line",
              "city311-outside-agent",
              "city311-handed"),
          contexts);
      assertEquals(List.of("311"), extensions(asterisk, "city311-incoming"));
      assertEquals(
          Set.of(
              "*11",
              "*12",
              "*13",
              "*31",
              "_*14[1-4]",
              "_*2X",
              "_*2XX",
              "_*2XXX",
              "_*2XXXX",
              "_*2XXXXX",
              "_*[56]X",
              "_*[56]XX",
              "_*[56]XXX",
              "_*[56]XXXX",
              "_*[56]XXXXX",
              "_*X."),
          Set.copyOf(extensions(asterisk, "city311-phones")));
    }
  }

  @Test
  void modules_areTheOnesOfModulesConf() throws Exception {
    try (var asterisk = AsteriskProcess.start(rendered(settings()), RealAsterisk.RUN)) {
      var running =
          asterisk
              .command("module show like .so")
              .lines()
              .filter(line -> line.contains(" Running "))
              .map(line -> line.substring(0, line.indexOf(' ')))
              .collect(Collectors.toSet());
      var wanted =
          Files.readAllLines(data.resolve("asterisk/etc/modules.conf")).stream()
              .filter(line -> line.startsWith("require = "))
              .map(line -> line.substring("require = ".length()))
              .collect(Collectors.toSet());
      assertEquals(wanted, running);
    }
  }

  @Test
  void ami_knowsOurAccountOnly() throws Exception {
    var settings = settings();
    try (var asterisk = AsteriskProcess.start(rendered(settings), RealAsterisk.RUN);
        var link = AmiLink.loggedIn(settings.ami().address());
        var stranger = new AmiLink(settings.ami().address())) {
      assertEquals("Success", link.send("Action: Ping").get("Response"));
      assertEquals(
          "Error",
          stranger.send("Action: Login", "Username: city311", "Secret: wrong").get("Response"));
      assertTrue(asterisk.isAlive());
    }
  }

  @Test
  void close_twice_leavesNoProcess() throws Exception {
    var asterisk = AsteriskProcess.start(rendered(settings()), RealAsterisk.RUN);
    asterisk.close();
    asterisk.close();
    assertFalse(asterisk.isAlive());
    assertTrue(ProcessHandle.of(asterisk.pid()).isEmpty());
  }

  @Test
  void jvmKilled_asteriskEnds() throws Exception {
    var instance = rendered(settings());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jvm =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName(),
                instance.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid;
    try (var reader = jvm.inputReader()) {
      pid = Long.parseLong(reader.readLine());
      assertTrue(ProcessHandle.of(pid).isPresent());
      jvm.destroyForcibly();
    }
    await().atMost(Centre.SOON).until(() -> ProcessHandle.of(pid).isEmpty());
  }

  @Test
  void start_asteriskThatEnds_saysWhy() throws Exception {
    var instance = rendered(settings());
    Files.writeString(instance.resolve("etc/modules.conf"), "[modules]\nrequire = none.so\n");
    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> AsteriskProcess.start(instance, RealAsterisk.RUN).close());
    assertTrue(String.valueOf(failure.getMessage()).contains("none.so"));
  }

  private AsteriskSettings settings() {
    return RealAsterisk.settings(data.resolve("sounds"), 4573, 4574);
  }

  private Path rendered(AsteriskSettings settings) throws Exception {
    SoundsForTests.make(data.resolve("sounds"));
    AsteriskConfig.render(settings, data.resolve("asterisk"));
    return data.resolve("asterisk");
  }

  private static List<String> extensions(AsteriskProcess asterisk, String context) {
    var shown = asterisk.command("dialplan show " + context);
    return EXTENSION.matcher(shown).results().map(found -> found.group(1)).sorted().toList();
  }
}

package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.city311.flows.SurveyFlow;
import org.city311.flows.guard.Verdict;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `prepare` on a machine that has an Asterisk. The prompts are spoken by a program that says the
/// same short tone whatever the text, which is quick.
@Tag("stack")
class PrepareTest {
  private static final String CONFIGURATION =
      """
      city: Springfield
      data: data
      http: {port: 8400}
      node: {name: node-7}
      numbers: ["311", "+15550100"]
      asterisk: {sip: {port: 5099}, managed: true}
      skill-groups: [{id: parks, name: {en: Parks, es: Parques}}]
      agents: [{id: zoe}, {id: yan}]
      fallback: {phone: zoe}
      voices:
        en: [sox, -n, -r, "8000", --comment, "{text}", "{wav}", synth, "0.1", sine, "440"]
        es: [sox, -n, -r, "8000", --comment, "{text}", "{wav}", synth, "0.1", sine, "660"]
      """;

  /// What looks like a prompt and is none: a greeting that was never set, a menu's id, steps, and what a flow
  /// remembers.
  private static final Set<String> NO_PROMPTS =
      Set.of(
          "another",
          "at-once",
          "callback-entered",
          "collection-code",
          "desk-lookup",
          "greeting-none",
          "in-full",
          "information",
          "known-caller",
          "known-event",
          "known-events",
          "recording-told",
          "report-count",
          "report-filing",
          "report-place",
          "report-still",
          "report-type",
          "report-voice",
          "service",
          "status-number",
          "time-up");

  @TempDir Path folder;

  @Test
  void prepare_tellsTheLauncherWhatItNeeds_andWritesWhatAsteriskNeeds() throws Exception {
    CommandLine said = prepare(CONFIGURATION);

    assertEquals(0, said.exitCode(), said.err());
    Path data = folder.resolve("data");
    assertEquals(
        Map.ofEntries(
            Map.entry("data", data.toString()),
            Map.entry("node", "node-7"),
            Map.entry("sip", "127.0.0.1:5099"),
            Map.entry("ami", "127.0.0.1:5038"),
            Map.entry("agi", "127.0.0.1:4573"),
            Map.entry("cluster", "127.0.0.1:5701"),
            Map.entry("http", "http://127.0.0.1:8400"),
            Map.entry("managed", "true"),
            Map.entry("numbers", "311,+15550100"),
            Map.entry("agents", "zoe,yan"),
            Map.entry("log", data.resolve("log/server.log").toString())),
        said.values());

    Secrets secrets = Secrets.loadOrMake(data, List.of());
    Path etc = data.resolve("asterisk/etc");
    String pjsip = Files.readString(etc.resolve("pjsip.conf"));
    assertTrue(pjsip.contains(secrets.ofPhone("zoe")) && pjsip.contains(secrets.ofPhone("yan")));
    assertTrue(pjsip.contains("127.0.0.1:5099"));
    assertTrue(Files.readString(etc.resolve("manager.conf")).contains(secrets.get(Secrets.AMI)));
    String dialplan = Files.readString(etc.resolve("extensions.conf"));
    assertTrue(dialplan.contains("agi://127.0.0.1:4573/"));
    assertTrue(dialplan.contains("exten => 311,") && dialplan.contains("exten => +15550100,"));
    assertFalse(said.out().contains(secrets.get(Secrets.API)) || said.err().contains("secret"));
  }

  @Test
  void everyPromptThatIsAskedFor_isThere_inEachLanguage() throws Exception {
    CommandLine said = prepare(CONFIGURATION);
    assertEquals(0, said.exitCode(), said.err());

    Set<String> wanted = new TreeSet<>(NamedPrompts.ofConversations());
    assertTrue(
        wanted.containsAll(
            Set.of("welcome", "no-input", "connecting", "goodbye", "agent-ready", "greeting-pin")),
        wanted.toString());
    wanted.removeAll(NO_PROMPTS);
    Set<String> played =
        NamedPrompts.ofDialplan(
            Files.readString(folder.resolve("data/asterisk/etc/extensions.conf")));
    assertTrue(played.containsAll(Set.of("apology", "goodbye")), played.toString());
    wanted.addAll(played);
    wanted.add(Say.PAUSE);
    // Named by what they are about.
    EnumSet.complementOf(EnumSet.of(Verdict.LET_IN)).forEach(why -> wanted.add(why.step()));
    SurveyFlow.Question.ALL.forEach(question -> wanted.add("survey-" + question.name()));
    for (String language : List.of("en", "es")) {
      Set<String> missing = new TreeSet<>(wanted);
      missing.removeIf(
          prompt ->
              Files.exists(
                  folder.resolve("data/sounds/" + language + "/city311/" + prompt + ".ulaw")));
      // A number's words are each language's own.
      missing.removeIf(prompt -> prompt.matches("(n|say)-.*"));
      assertEquals(Set.of(), missing, "named somewhere, but in no catalogue: " + language);
      for (String word : Say.in(new Language(language)).words().keySet()) {
        Path sound = folder.resolve("data/sounds/" + language + "/city311/" + word + ".ulaw");
        assertTrue(Files.exists(sound), sound.toString());
      }
    }
  }

  @Test
  void typesThatAreReportedByPhone_areSpoken_inEachLanguage() throws Exception {
    CommandLine said = prepare(CONFIGURATION + "self-service: {report: [pothole]}\n");

    assertEquals(0, said.exitCode(), said.err());
    for (String language : List.of("en", "es")) {
      for (String prompt :
          List.of(
              "report-types-1",
              "type-pothole",
              "ask-pothole-size",
              "ask-pothole-lane",
              "say-pothole")) {
        Path sound = folder.resolve("data/sounds/" + language + "/city311/" + prompt + ".ulaw");
        assertTrue(Files.exists(sound), sound.toString());
      }
    }
  }

  @Test
  void whatSelfServiceCannotOffer_isToldBeforeAnythingIsMade() throws Exception {
    CommandLine types = prepare(CONFIGURATION + "self-service: {report: [dragon, unicorn]}\n");
    assertEquals(2, types.exitCode());
    assertTrue(types.err().contains("dragon") && types.err().contains("unicorn"), types.err());

    Files.writeString(folder.resolve("days.csv"), "code,trash\n101,someday\n");
    CommandLine days = prepare(CONFIGURATION + "self-service: {collection-days: days.csv}\n");
    assertEquals(2, days.exitCode());
    assertTrue(days.err().contains("days.csv:2: found 'someday'"), days.err());
  }

  @Test
  void secondTime_makesNothingAnew() throws Exception {
    CommandLine first = prepare(CONFIGURATION);
    assertTrue(first.err().contains("prompt "), first.err());
    String secrets = Files.readString(folder.resolve("data/secrets.properties"));

    CommandLine second = prepare(CONFIGURATION);

    assertEquals(0, second.exitCode());
    assertEquals("", second.err());
    assertEquals(first.values(), second.values());
    assertEquals(secrets, Files.readString(folder.resolve("data/secrets.properties")));
  }

  @Test
  void asteriskThatSomebodyElseManages_getsItsConfigurationToo_forItsOperatorToTakeOver()
      throws Exception {
    CommandLine said = prepare(CONFIGURATION.replace("managed: true", "managed: false"));

    assertEquals(0, said.exitCode(), said.err());
    assertEquals("false", said.values().get("managed"));
    Path etc = folder.resolve("data/asterisk/etc");
    assertTrue(Files.readString(etc.resolve("extensions.conf")).contains("agi://127.0.0.1:4573/"));
    assertTrue(
        Files.readString(etc.resolve("asterisk.conf")).contains("/usr/lib/asterisk/modules"));
  }

  @Test
  void nodeThatAsteriskIsNotBeside_makesNothingForIt_andNoPasswordsOfPhones() throws Exception {
    CommandLine said =
        prepare(
            CONFIGURATION.replace(
                "asterisk: {sip: {port: 5099}, managed: true}",
                """
                cluster: {host: 192.0.2.2, members: ["192.0.2.1:5701", "192.0.2.2:5701"]}
                asterisk:
                  managed: false
                  ami: {host: 192.0.2.1}
                  agi: {host: 192.0.2.2}
                  nodes: ["192.0.2.1:4573", "192.0.2.2:4573"]
                """));

    assertEquals(0, said.exitCode(), said.err());
    assertEquals("zoe,yan", said.values().get("agents"));
    String secrets = Files.readString(folder.resolve("data/secrets.properties"));
    assertTrue(secrets.contains("ami.secret") && !secrets.contains("sip."), "sip.* made");
    assertFalse(Files.exists(folder.resolve("data/asterisk")));
    assertFalse(Files.exists(folder.resolve("data/sounds")));
  }

  @Test
  void voiceThatIsNotInstalled_is4_andSaysWhatToDo() throws Exception {
    CommandLine said = prepare(CONFIGURATION.replace("[sox,", "[no-such-voice,"));

    assertEquals(4, said.exitCode());
    assertEquals("", said.out());
    assertTrue(said.err().contains("no-such-voice"), said.err());
    assertTrue(said.err().contains("voices:"), said.err());
  }

  /// Asterisk's files have no way to quote such a name; that is found out only when they are written.
  @Test
  void dataFolderOfANameThatAsteriskCannotTake_is2_withoutAStackTrace() throws Exception {
    CommandLine said = prepare(CONFIGURATION.replace("data: data", "data: 'a;b'"));

    assertEquals(2, said.exitCode());
    assertEquals("", said.out());
    assertTrue(said.err().contains("a;b"), said.err());
  }

  private CommandLine prepare(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), configuration);
    return CommandLine.run("prepare", "--config", file.toString());
  }
}

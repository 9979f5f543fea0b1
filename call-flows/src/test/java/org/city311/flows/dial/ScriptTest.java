package org.city311.flows.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.OverflowFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scripts of calls, against a small conversation.
class ScriptTest {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  /// 1 a person, 2 goodbye, else the same again; nights are closed.
  private static final Exchange EXCHANGE =
      new Exchange() {
        @Override
        public Flow welcome(InstantSource clock) {
          return line -> {
            if (clock.instant().atZone(ZONE).getHour() < 8) {
              line.play("closed");
              return new Ending.Goodbye();
            }
            line.play("hello");
            while (true) {
              Optional<Character> key = line.ask("question", Duration.ofSeconds(5));
              if (key.isPresent() && key.get() == '1') {
                return new Ending.Person(Demand.of(new SkillGroupId("water")));
              }
              if (key.isPresent() && key.get() == '2') {
                line.play("bye-" + line.caller().ani());
                return new Ending.Goodbye();
              }
            }
          };
        }

        @Override
        public OverflowFlow treatment(Treatment treatment, InstantSource clock) {
          return line ->
              line.ask("number", Duration.ofSeconds(5)).isPresent()
                  ? Optional.of(Outcome.ASKED_TO_BE_CALLED_BACK)
                  : Optional.empty();
        }

        @Override
        public Language firstLanguage() {
          return Language.ENGLISH;
        }

        @Override
        public BiFunction<Language, String, String> texts() {
          return (language, prompt) -> "<" + language + " " + prompt + ">";
        }
      };

  private static List<String> run(String script) throws Script.ScriptException {
    return Script.parse("a.txt", script, ZONE).run(EXCHANGE);
  }

  @Test
  void callsThatGoAsWritten_haveNothingToTell() throws Exception {
    String script =
        """
        # Water
        call 311
        hears hello
        hears question
        wait
        hears question
        press 1
        ends person water

        call 311 from withheld at 2026-11-23 10:00
        press 2
        hears bye
        ends goodbye

        call 311 at 2026-11-23 07:59
        hears closed
        ends goodbye

        call 311
        press 1
        queue callback
        hears number
        wait
        queue callback
        press 5
        ends asked to be called back

        call 311
        hang up
        ends hung up
        """;

    assertEquals(List.of(), run(script));
    assertEquals(5, Script.parse("a.txt", script, ZONE).calls());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hears goodbye;press 2 | a.txt:2: script: hears goodbye; but what is heard is: <en hello>"
            + " <en question>",
        "hears question;hears hello;press 2 | a.txt:3: script: hears hello; but what is heard is:"
            + " <en hello> <en question>",
        "press 1;ends person streets | a.txt:3: script: ends person streets; but the call ends:"
            + " person water",
        "ends goodbye | a.txt:2: script: ends goodbye; but the call waits for a key after:"
            + " <en hello> <en question>",
        "press 1;press 2 | a.txt:3: script: press 2; but the call has ended: person water",
      })
  void callThatGoesOtherwise_isToldWithItsLine(String script, String told) throws Exception {
    assertEquals(List.of(told), run("call 311\n" + script.replace(';', '\n')));
  }

  @Test
  void eachCall_isToldOnItsOwn() throws Exception {
    assertEquals(
        2, run("call 311\npress 1\nends goodbye\ncall 311\npress 2\nends hung up\n").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "press 1 | a.txt:1: found press 1, allowed: call first",
        "call water | a.txt:1: found call water, allowed: call NUMBER",
        "call 311;press x | a.txt:2: found press x, allowed: keys",
        "call 311;sing | a.txt:2: found sing, allowed: call, hears,",
        "call 311 at 2026-02-30 10:00 | a.txt:1: found 2026-02-30 10:00, allowed: a time",
        "'' | a.txt:1: found no call",
      })
  void lineThatCannotBeUnderstood_isToldBeforeAnyCall(String script, String told) {
    Script.ScriptException e =
        assertThrows(Script.ScriptException.class, () -> run(script.replace(';', '\n')));

    assertTrue(String.valueOf(e.getMessage()).startsWith(told), e.getMessage());
  }

  /// Nobody waits for what a voice would need.
  @Test
  void timeOfACall_passesByWhatIsSaidAndWaitedFor() {
    SkippedTime time =
        new SkippedTime(LocalDateTime.of(2026, 3, 3, 10, 0).atZone(ZONE).toInstant());
    InstantSource start = InstantSource.fixed(time.instant());

    time.pass(Duration.ofMinutes(5));

    assertEquals(start.instant().plusSeconds(300), time.instant());
  }
}

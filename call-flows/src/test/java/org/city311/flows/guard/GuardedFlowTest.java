package org.city311.flows.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;

class GuardedFlowTest {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final List<String> heard = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private Optional<Instant> arrived = Optional.empty();

  @Test
  void callerWhoIsLetIn_talksWithTheFlow() throws Exception {
    converse(Set.of(), line -> play(line, "welcome"));

    assertEquals(List.of("welcome"), heard);
  }

  @Test
  void callerWhoIsNot_hearsWhy_andNothingElse() throws Exception {
    Ending ending = converse(Set.of("4105550100"), line -> play(line, "welcome"));

    assertEquals(List.of("step refused-blocked"), heard);
    assertEquals(new Ending.Goodbye("refused-blocked"), ending);
  }

  @Test
  void callerWhoseTimeIsUp_isLedToAPerson_inTheLanguageChosen() throws Exception {
    converse(
        Set.of(),
        line -> {
          line.speak(Language.SPANISH);
          while (true) {
            line.ask("menu", Duration.ofSeconds(5));
            now = now.plus(Duration.ofMinutes(2));
          }
        });

    assertEquals(
        List.of("language es", "menu", "menu", "menu", "step time-up", "person-in-es"), heard);
  }

  @Test
  void whereTheCallerIs_andWhatIsKeptOnTheCall_areToldThrough() throws Exception {
    converse(
        Set.of(),
        line -> {
          line.step("language");
          line.step("menu:main", "0badcafe");
          line.remember("place", "main");
          line.settled();
          return play(line, line.recall("place").orElseThrow());
        });

    assertEquals(
        List.of(
            "step language", "step menu:main of 0badcafe", "remembers place", "settled", "place"),
        heard);
  }

  @Test
  void timeOnANodeThatDied_countsToo() throws Exception {
    arrived = Optional.of(now.minus(LONGEST));
    converse(Set.of(), line -> play(line, "welcome"));

    assertEquals(List.of("step time-up", "person-in-null"), heard);
  }

  @Test
  void everyWayToSpeakOnTheLine_endsWhenTheTimeIsUp() throws Exception {
    List<Flow> ways =
        List.of(
            line -> play(line, "x"),
            line -> {
              line.askDigits("x", LONGEST, 3);
              return new Ending.Goodbye();
            },
            line -> {
              line.playRecording(Path.of("x"));
              return new Ending.Goodbye();
            });
    for (Flow way : ways) {
      heard.clear();
      arrived = Optional.of(now.minus(LONGEST));
      converse(Set.of(), way);
      assertEquals(List.of("step time-up", "person-in-null"), heard);
    }
  }

  @Test
  void faultOfTheAdmission_letsTheCallerIn() throws Exception {
    Admission broken =
        new Admission(
            Limits.NONE,
            _ -> {
              throw new IllegalStateException("on purpose");
            },
            _ -> false,
            () -> now);
    guarded(broken, line -> play(line, "welcome")).converse(new Phone());

    assertEquals(List.of("welcome"), heard);
  }

  private Ending converse(Set<String> blocked, Flow inside) throws CallerGone {
    Admission admission =
        new Admission(
            Limits.NONE, number -> blocked.contains(number.value()), _ -> false, () -> now);
    return guarded(admission, inside).converse(new Phone());
  }

  private GuardedFlow guarded(Admission admission, Flow inside) {
    return new GuardedFlow(
        admission,
        new Limits(0, 0, 0, Set.of(), LONGEST),
        inside,
        line -> {
          line.play("person-in-" + line.caller().chosen());
          return new Ending.Goodbye();
        },
        new GuardedFlow.Clocks(() -> now, _ -> arrived));
  }

  private static Ending play(Line line, String prompt) throws CallerGone {
    line.play(prompt);
    return new Ending.Goodbye();
  }

  /// A line on which everything is heard at once.
  private final class Phone implements Line {
    @Override
    public Caller caller() {
      return new Caller(new CallId("call-1"), "4105550100", "311", null, null);
    }

    @Override
    public void step(String step) {
      heard.add("step " + step);
    }

    @Override
    public void step(String step, String menus) {
      heard.add("step " + step + " of " + menus);
    }

    @Override
    public void settled() {
      heard.add("settled");
    }

    @Override
    public void speak(Language language) {
      heard.add("language " + language);
    }

    @Override
    public void play(Spoken words) {
      heard.add(words.toString());
    }

    @Override
    public Optional<Character> ask(Spoken question, Duration patience) {
      heard.add(question.toString());
      return Optional.empty();
    }

    @Override
    public String askDigits(Spoken question, Duration patience, int most) {
      heard.add(question.toString());
      return "";
    }

    @Override
    public void record(Path file, Duration atMost, Duration silence) {
      heard.add(Objects.toString(file));
    }

    @Override
    public void playRecording(Path file) {
      heard.add(Objects.toString(file));
    }

    @Override
    public void remember(String name, String value) {
      heard.add("remembers " + name);
    }

    @Override
    public Optional<String> recall(String name) {
      return Optional.of(name);
    }
  }
}

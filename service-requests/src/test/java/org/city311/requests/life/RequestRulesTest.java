package org.city311.requests.life;

import static org.city311.requests.life.TestRequests.RULES;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.after;
import static org.city311.requests.life.TestRequests.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.life.Change.Audience;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Decision.Refused;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every state of a request × every change.
class RequestRulesTest {
  private static final Instant NOW = T0.plus(Duration.ofHours(5));

  /// The next state; `!` can't be in this state, `=` nothing would change, `?` the wrong request.
  private static final String TABLE =
      """
      change      | New         | Open        | InProgress  | Reopened    | OnHold      | NewOnHold | Closed    | Merged      | HeldMerged
      accept      | OPEN        | =           | !           | OPEN        | !           | !         | !         | !           | !
      start       | IN_PROGRESS | IN_PROGRESS | =           | IN_PROGRESS | !           | !         | !         | !           | !
      hold        | ON_HOLD     | ON_HOLD     | ON_HOLD     | ON_HOLD     | =           | =         | !         | !           | !
      resume      | !           | !           | !           | !           | IN_PROGRESS | NEW       | !         | !           | !
      close       | CLOSED      | CLOSED      | CLOSED      | CLOSED      | CLOSED      | CLOSED    | =         | !           | !
      reopen      | !           | !           | !           | !           | !           | !         | REOPENED  | !           | !
      transfer    | NEW         | OPEN        | OPEN        | REOPENED    | OPEN        | NEW       | !         | !           | !
      to-the-same | =           | =           | =           | =           | =           | =         | !         | !           | !
      to-nobody   | X           | X           | X           | X           | X           | X         | !         | !           | !
      assign      | NEW         | OPEN        | IN_PROGRESS | REOPENED    | ON_HOLD     | ON_HOLD   | !         | !           | !
      unassign    | =           | =           | =           | =           | =           | =         | !         | !           | !
      merge       | MERGED      | MERGED      | MERGED      | MERGED      | MERGED      | MERGED    | !         | !           | !
      into-itself | ?           | ?           | ?           | ?           | ?           | ?         | !         | !           | !
      into-closed | ?           | ?           | ?           | ?           | ?           | ?         | !         | !           | !
      into-merged | ?           | ?           | ?           | ?           | ?           | ?         | !         | !           | !
      unmerge     | !           | !           | !           | !           | !           | !         | !         | IN_PROGRESS | ON_HOLD
      from-other  | !           | !           | !           | !           | !           | !         | !         | ?           | ?
      follow      | NEW         | OPEN        | IN_PROGRESS | REOPENED    | ON_HOLD     | ON_HOLD   | CLOSED    | MERGED      | MERGED
      again       | =           | =           | =           | =           | =           | =         | =         | =           | =
      unfollow    | NEW         | OPEN        | IN_PROGRESS | REOPENED    | ON_HOLD     | ON_HOLD   | CLOSED    | MERGED      | MERGED
      stranger    | =           | =           | =           | =           | =           | =         | =         | =           | =
      comment     | NEW         | OPEN        | IN_PROGRESS | REOPENED    | ON_HOLD     | ON_HOLD   | CLOSED    | MERGED      | MERGED
      recalculate | =           | =           | =           | =           | =           | =         | !         | !           | !
      new-promise | NEW         | OPEN        | IN_PROGRESS | REOPENED    | ON_HOLD     | ON_HOLD   | !         | !           | !
      """;

  private static final Request OTHER = made(2, TWO_DAYS).request();
  private static final Request THIRD = made(3, TWO_DAYS).request();

  static Map<String, Request> states() {
    Request fresh = made(1, TWO_DAYS).request();
    Request working = after(fresh, new Change.Start(), T0.plusSeconds(60));
    Request held = after(working, new Change.Hold("rain"), T0.plusSeconds(120));
    Request closed = after(working, new Change.Close(Outcome.DONE, ""), T0.plusSeconds(180));
    Map<String, Request> states = new LinkedHashMap<>();
    states.put("New", fresh);
    states.put("Open", after(fresh, new Change.Accept(), T0.plusSeconds(60)));
    states.put("InProgress", working);
    states.put("Reopened", after(closed, new Change.Reopen("it is back"), T0.plusSeconds(240)));
    states.put("OnHold", held);
    states.put("NewOnHold", after(fresh, new Change.Hold("rain"), T0.plusSeconds(120)));
    states.put("Closed", closed);
    states.put("Merged", after(working, new Change.Merge(OTHER, ""), T0.plusSeconds(180)));
    states.put("HeldMerged", after(held, new Change.Merge(OTHER, ""), T0.plusSeconds(180)));
    return states;
  }

  static Map<String, Change> changes() {
    Request closed = after(OTHER, new Change.Close(Outcome.DONE, ""), T0);
    Request merged = after(OTHER, new Change.Merge(THIRD, ""), T0);
    Map<String, Change> changes = new LinkedHashMap<>();
    changes.put("accept", new Change.Accept());
    changes.put("start", new Change.Start());
    changes.put("hold", new Change.Hold("waiting for a part"));
    changes.put("resume", new Change.Resume());
    changes.put("close", new Change.Close(Outcome.DECLINED, "a private road"));
    changes.put("reopen", new Change.Reopen("it is back"));
    changes.put("transfer", new Change.Transfer("water", "a burst main"));
    changes.put("to-the-same", new Change.Transfer("streets", "ours"));
    changes.put("to-nobody", new Change.Transfer("circus", "clowns"));
    changes.put("assign", new Change.Assign(Optional.of("ben")));
    changes.put("unassign", new Change.Assign(Optional.empty()));
    changes.put("merge", new Change.Merge(OTHER, "the same hole"));
    changes.put("into-itself", new Change.Merge(made(1, TWO_DAYS).request(), ""));
    changes.put("into-closed", new Change.Merge(closed, ""));
    changes.put("into-merged", new Change.Merge(merged, ""));
    changes.put("unmerge", new Change.Unmerge(OTHER, "two holes"));
    changes.put("from-other", new Change.Unmerge(THIRD, "two holes"));
    changes.put("follow", new Change.Follow("resident-9"));
    changes.put("again", new Change.Follow("resident-1"));
    changes.put("unfollow", new Change.Unfollow("resident-1"));
    changes.put("stranger", new Change.Unfollow("resident-9"));
    changes.put("comment", new Change.Comment("A crew is on its way.", Audience.ANYBODY));
    changes.put("recalculate", new Change.Recalculate(Optional.empty(), "new holidays"));
    Promise longer = new Promise(21, Promise.Unit.DAYS, Promise.Time.CALENDAR, true);
    changes.put("new-promise", new Change.Recalculate(Optional.of(longer), "storm"));
    return changes;
  }

  @TestFactory
  List<DynamicTest> everyStateAndChange() {
    List<String> lines = TABLE.lines().toList();
    String[] names = cells(lines.getFirst());
    return lines.stream()
        .skip(1)
        .map(RequestRulesTest::cells)
        .flatMap(
            row ->
                IntStream.range(1, row.length)
                    .mapToObj(
                        i ->
                            DynamicTest.dynamicTest(
                                row[0] + " of " + names[i],
                                () -> assertEquals(row[i], outcome(names[i], row[0])))))
        .toList();
  }

  private static String outcome(String state, String change) {
    Request before = states().get(state);
    Decision decision =
        RULES.decide(
            Objects.requireNonNull(before),
            Objects.requireNonNull(changes().get(change)),
            TestRequests.ANA,
            NOW);
    return switch (decision) {
      case Done done -> {
        assertEquals(before.version() + 1, done.request().version());
        yield done.request().state().name().name();
      }
      case Refused(Reason reason, String text) -> {
        assertFalse(text.isBlank());
        yield switch (reason) {
          case NOT_IN_THIS_STATE -> "!";
          case NOTHING_CHANGES -> "=";
          case WRONG_REQUEST -> "?";
          case UNKNOWN_DEPARTMENT -> "X";
          case REASON_MISSING, BAD_TEXT, FULL -> reason + ": " + text;
        };
      }
    };
  }

  @Test
  void table_hasEveryStateAndEveryKindOfChange() {
    List<String> lines = TABLE.lines().toList();
    assertEquals(
        Set.copyOf(states().keySet()),
        Arrays.stream(cells(lines.getFirst())).skip(1).collect(Collectors.toSet()));
    assertEquals(
        Set.copyOf(changes().keySet()),
        lines.stream().skip(1).map(line -> cells(line)[0]).collect(Collectors.toSet()));
    assertEquals(
        Set.of(Change.class.getPermittedSubclasses()),
        changes().values().stream().map(Change::getClass).collect(Collectors.toSet()));
    assertEquals(
        Set.of(State.Name.values()),
        states().values().stream().map(r -> r.state().name()).collect(Collectors.toSet()));
  }

  private static String[] cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
  }
}

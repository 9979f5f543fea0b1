package org.city311.requests.life;

import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.requests.life.Change.Audience;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Decision.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {
  private static final Request REQUEST = made(1, TWO_DAYS).request();

  static Stream<Change> withoutAReason() {
    return Stream.of(
        new Change.Hold(" "),
        new Change.Close(Outcome.DECLINED, ""),
        new Change.Reopen(""),
        new Change.Transfer("water", "\n"),
        new Change.Unmerge(REQUEST, ""),
        new Change.Comment("", Audience.STAFF),
        new Change.Recalculate(Optional.empty(), ""));
  }

  @ParameterizedTest
  @MethodSource("withoutAReason")
  void changeThatNeedsAReason_withoutOne_isRefused(Change change) {
    assertEquals(Reason.REASON_MISSING, refused(change));
  }

  static Stream<Change> withBadTexts() {
    return Stream.of(
        new Change.Hold("x".repeat(4_001)),
        new Change.Comment("a\0b", Audience.STAFF),
        new Change.Transfer(" ", "why"),
        new Change.Assign(Optional.of("")),
        new Change.Follow("x".repeat(81)),
        new Change.Unfollow(""));
  }

  @ParameterizedTest
  @MethodSource("withBadTexts")
  void textThatCantBeStored_isRefused(Change change) {
    assertEquals(Reason.BAD_TEXT, refused(change));
  }

  @Test
  void doneNeedsNoReason() {
    assertInstanceOf(Done.class, decide(new Change.Close(Outcome.DONE, "")));
  }

  @Test
  void refusal_saysTheStateInWords() {
    Request working = TestRequests.after(REQUEST, new Change.Start(), T0);

    assertEquals(
        new Refused(Reason.NOT_IN_THIS_STATE, "a request that is in progress can't be resumed"),
        TestRequests.RULES.decide(working, new Change.Resume(), TestRequests.ANA, T0));
  }

  @Test
  void actor_hasAnIdUnlessAResident() {
    assertThrows(IllegalArgumentException.class, () -> new Actor(Actor.Kind.AGENT, ""));
    assertThrows(IllegalArgumentException.class, () -> new Actor(Actor.Kind.RESIDENT, "jo"));
  }

  @Test
  void creation_forADepartmentThatIsNotThere_isRefused() {
    Decision decision =
        TestRequests.RULES.create(
            REQUEST.number(), REQUEST.report(), "circus", TWO_DAYS, Set.of(), Actor.RESIDENT);

    assertEquals(Reason.UNKNOWN_DEPARTMENT, assertInstanceOf(Refused.class, decision).reason());
  }

  private static Decision decide(Change change) {
    return TestRequests.RULES.decide(REQUEST, change, TestRequests.ANA, T0);
  }

  private static Reason refused(Change change) {
    return assertInstanceOf(Refused.class, decide(change)).reason();
  }
}

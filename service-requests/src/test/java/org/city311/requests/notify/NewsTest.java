package org.city311.requests.notify;

import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.notify.letter.Occasion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NewsTest {
  private static final Instant LATER = T0.plusSeconds(3_600);
  private static final Request NEW = made(1, TWO_DAYS).request();
  private static final Request OTHER = made(2, TWO_DAYS).request();
  private static final Request HELD = after(NEW, new Change.Hold("rain"));
  private static final Request CLOSED = after(NEW, new Change.Close(Outcome.DONE, ""));
  private static final Request MERGED = after(NEW, new Change.Merge(OTHER, ""));

  private static Request after(Request request, Change change) {
    return done(request, change, LATER).request();
  }

  private static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(NEW, new Change.Accept(), ""),
        Arguments.of(NEW, new Change.Start(), ""),
        Arguments.of(NEW, new Change.Hold("rain"), ""),
        Arguments.of(HELD, new Change.Resume(), "MOVED to followers"),
        Arguments.of(NEW, new Change.Close(Outcome.DONE, ""), "CLOSED to followers"),
        Arguments.of(HELD, new Change.Close(Outcome.DONE, ""), "CLOSED to followers"),
        Arguments.of(CLOSED, new Change.Reopen("too early"), "REOPENED to followers"),
        Arguments.of(NEW, new Change.Transfer("water", "a main"), ""),
        Arguments.of(HELD, new Change.Transfer("water", "a main"), "MOVED to followers"),
        Arguments.of(NEW, new Change.Assign(Optional.of("ben")), ""),
        Arguments.of(NEW, new Change.Merge(OTHER, ""), "JOINED to followers"),
        Arguments.of(NEW, new Change.Follow("rosa"), "FOLLOWING to rosa"),
        Arguments.of(NEW, new Change.Unfollow("resident-1"), ""),
        Arguments.of(NEW, new Change.Comment("dug", Change.Audience.ANYBODY), ""));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void change_isToldToThoseWhomItConcerns(Request request, Change change, String told) {
    Step step = done(request, change, LATER.plusSeconds(60)).steps().getFirst();
    Optional<News> news = News.of(new DeskEvent.Changed(step.entry()));

    assertEquals(told, news.map(NewsTest::shown).orElse(""));
  }

  private static String shown(News news) {
    return switch (news.to()) {
      case News.To.Followers() -> news.occasion() + " to followers";
      case News.To.One(String one) -> news.occasion() + " to " + one;
    };
  }

  @Test
  void otherSideOfAMerge_isNotToldToItsOwnFollowers() {
    Done merge = done(NEW, new Change.Merge(OTHER, ""), LATER);

    assertEquals(
        List.of(Optional.of(Occasion.JOINED), Optional.empty()),
        merge.steps().stream()
            .map(step -> News.of(new DeskEvent.Changed(step.entry())).map(News::occasion))
            .toList());
  }

  @Test
  void requestThatStandsForItselfAgain_isToldOnlyWhenItsDateMoves() {
    Done unmerge = done(MERGED, new Change.Unmerge(after(OTHER, new Change.Start()), "two"), LATER);

    assertEquals(
        unmerge.steps().getFirst().entry().due().isPresent(),
        News.of(new DeskEvent.Changed(unmerge.steps().getFirst().entry())).isPresent());
  }

  @Test
  void making_isToldToWhoeverReportedIt() {
    Step step = made(1, TWO_DAYS).steps().getFirst();

    assertEquals(
        Optional.of(
            new News(
                number(1) + "/1",
                Occasion.RECEIVED,
                new News.To.Followers(),
                number(1),
                1,
                "",
                step.entry().at())),
        News.of(new DeskEvent.Created(step.entry())));
  }

  @Test
  void escalation_isToldToTheRole_onceForEachRuleAndDueTime() {
    News news =
        News.of(new DeskEvent.Escalated(number(1), LATER, T0, "overdue 1 day", "director"))
            .orElseThrow();

    assertEquals(new News.To.One("director"), news.to());
    assertEquals(number(1) + "/escalated/" + T0 + "/overdue 1 day", news.event());
    assertEquals(Optional.empty(), News.of(new DeskEvent.Overdue(number(1), LATER, T0)));
    assertEquals(Optional.empty(), News.of(new DeskEvent.Approaching(number(1), LATER, T0)));
  }
}

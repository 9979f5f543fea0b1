package org.city311.requests.notify.letter;

import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LetterFactsTest {
  private static final Request NEW = made(1, TWO_DAYS).request();
  private static final Request OTHER = made(2, TWO_DAYS).request();
  private static final Request CLOSED = after(NEW, new Change.Close(Outcome.DONE, ""));
  private static final Request MERGED = after(NEW, new Change.Merge(OTHER, ""));
  private static final String WHY = "the caller is a nuisance";

  private final LetterFacts facts =
      new LetterFacts("Baltimore", ZoneId.of("America/New_York"), "https://311.example.org");

  private static Request after(Request request, Change change) {
    return done(request, change, T0.plusSeconds(60)).request();
  }

  private static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(NEW, new Change.Close(Outcome.DECLINED, WHY), true),
        Arguments.of(NEW, new Change.Hold(WHY), false),
        Arguments.of(CLOSED, new Change.Reopen(WHY), false),
        Arguments.of(NEW, new Change.Transfer("water", WHY), false),
        Arguments.of(NEW, new Change.Merge(OTHER, WHY), false),
        Arguments.of(MERGED, new Change.Unmerge(OTHER, WHY), false),
        Arguments.of(NEW, new Change.Comment(WHY, Change.Audience.STAFF), false));
  }

  /// Anybody can follow, and the public page does not show the others either.
  @ParameterizedTest
  @MethodSource("changes")
  void reason_isWritten_onlyWhereItIsMeantForThePublic(
      Request request, Change change, boolean meant) {
    Done done = done(request, change, T0.plusSeconds(120));
    LetterFacts.About about =
        new LetterFacts.About(
            done.request(),
            Optional.of(done.steps().getFirst().entry()),
            T0,
            "",
            LetterFacts.To.ITS_OWN);

    assertEquals(
        meant ? WHY : "",
        facts
            .facts(about, CatalogueReader.standard(), "en", new LetterFacts.Links("", ""))
            .values()
            .get("why"));
  }
}

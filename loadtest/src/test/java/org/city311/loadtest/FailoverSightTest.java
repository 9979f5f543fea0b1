package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.city311.loadtest.FailoverSight.Offer;
import org.junit.jupiter.api.Test;

class FailoverSightTest {
  private static final long SECOND = 1_000_000;
  private static final Map<String, Long> PLACES = Map.of("a", 1L, "b", 2L, "c", 3L);

  private static FailoverSight sight(Offer... offers) {
    return new FailoverSight(PLACES, List.of(offers), 10 * SECOND);
  }

  private static Offer offer(String caller, double seconds) {
    return new Offer(caller, (long) (seconds * SECOND));
  }

  @Test
  void everyoneServedOnceInOrder_isCountedSo() {
    var sight = sight(offer("a", 9), offer("b", 9.9), offer("c", 12.5));
    assertEquals(3, sight.served());
    assertEquals(0, sight.duplicated());
    assertEquals(0, sight.outOfOrder());
    assertEquals(2.5, sight.resumeSeconds());
  }

  @Test
  void anOfferOnItsWayWhenTheLeaderDied_isNotTheNextLeaders() {
    assertEquals(3.0, sight(offer("a", 10.05), offer("b", 13)).resumeSeconds());
    assertNull(sight(offer("a", 9), offer("b", 10.05)).resumeSeconds());
  }

  @Test
  void whoRangButHasNoRecord_orIsRecordedButNeverRang_wasNotServed() {
    assertEquals(1, sight(offer("a", 9), offer("x", 9)).served());
  }

  @Test
  void whoRangTwice_isDuplicated_andOutOfOrderByTheFirstRingAlone() {
    var sight = sight(offer("a", 9), offer("b", 9.5), offer("a", 12), offer("c", 13));
    assertEquals(1, sight.duplicated());
    assertEquals(0, sight.outOfOrder());
  }

  @Test
  void whoIsOfferedAfterALaterPlace_isOutOfOrder() {
    assertEquals(2, sight(offer("c", 9), offer("a", 12), offer("b", 12.5)).outOfOrder());
  }

  @Test
  void offersAtOnce_mayReachThePhonesInEitherOrder() {
    assertEquals(0, sight(offer("b", 12), offer("a", 12.09), offer("c", 13)).outOfOrder());
  }

  @Test
  void offersAreReadFromTheAgentsSteps() {
    var steps = Stream.of(new Step("1@x", "offered:3115560001", 7), new Step("1@x", "key", 8));
    assertEquals(List.of(new Offer("3115560001", 7)), Offer.parse(steps).toList());
  }
}

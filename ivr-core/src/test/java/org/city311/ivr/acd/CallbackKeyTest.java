package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Told;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A resident who waits presses the key that asks to be called back instead; and is told things
/// meanwhile.
class CallbackKeyTest extends RoutingScene {
  private static final CallId CALL = new CallId("c1");

  @BeforeEach
  void offered() {
    routing(List.of(group(true)), agent(ANA, Map.of()));
  }

  private static SkillGroup group(boolean callback) {
    return new SkillGroup(
        WATER,
        Map.of("en", "Water"),
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE,
        new Announcements(Duration.ZERO, Duration.ofSeconds(20), true, true, callback, List.of()));
  }

  @Test
  void whoWaits_isTakenOutAtOnce_andMayComeBackToTheOldPlace() {
    asks("c1", Demand.of(WATER));
    asks("c2", Demand.of(WATER));
    presses();
    assertEquals(1, treatments());
    assertInstanceOf(CallState.Treated.class, call(CALL).state());
    parked("c1");
    ready(ANA);
    assertEquals(List.of("c1→ana"), rings());
  }

  @Test
  void whoIsOfferedAlready_isTakenOutWhenNobodyPicksUp_andNotBefore() {
    asks("c1", Demand.of(WATER));
    ready(ANA);
    presses();
    assertInstanceOf(CallState.Offered.class, call(CALL).state());
    assertEquals(0, treatments());
    over(offerOf("c1", 1), OfferFailure.NO_ANSWER);
    assertEquals(1, treatments());
    parked("c1");
    assertInstanceOf(CallState.Waiting.class, call(CALL).state());
  }

  @Test
  void whoIsOfferedAndAnswered_talks_andIsTakenOutNoMore() {
    asks("c1", Demand.of(WATER));
    ready(ANA);
    presses();
    decide(new AcdEvent.OfferAnswered(offerOf("c1", 1)));
    presses();
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    presses();
    assertEquals(0, treatments());
    assertInstanceOf(CallState.Talking.class, call(CALL).state());
  }

  @Test
  void whereItIsNotOffered_orNobodyIsOnTheLine_theKeyMeansNothing() {
    routing(List.of(group(false)), agent(ANA, Map.of()));
    asks("c1", Demand.of(WATER));
    assertEquals(1, presses().ignored().size());
    assertEquals(1, decide(new AcdEvent.CallbackKey(new CallId("nobody"))).ignored().size());
    assertEquals(0, treatments());
  }

  @Test
  void whatWasToldIsKeptWithTheCall_andOutlivesTheServer() {
    asks("c1", Demand.of(WATER));
    Instant queued = call(CALL).times().queued();
    Told told = new Told(2, now, 3, Duration.ofMinutes(5), now);
    decide(new AcdEvent.ForCall(CALL, new CallInput.Announced(told)));
    takenOver();
    assertEquals(told, call(CALL).journey().told());
    assertEquals(queued, call(CALL).times().queued());
    assertInstanceOf(CallState.Waiting.class, call(CALL).state());
  }

  private Decision presses() {
    return decide(new AcdEvent.CallbackKey(CALL));
  }

  private long treatments() {
    return commands.stream()
        .filter(
            command ->
                command instanceof AcdCommand.Treat treat
                    && treat.treatment() == Treatment.CALLBACK)
        .count();
  }
}

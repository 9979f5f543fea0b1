package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.event.OfferFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Residents whose agent's phone is lost in the talk.
class LostAgentsTest extends AcdScene {
  private static final CallId TALK = new CallId("talk");
  private static final OfferId LEG = offerOf("talk", 1);

  @BeforeEach
  void aTalk() {
    settings =
        new AcdSettings(
            settings.ring(),
            WRAP_UP,
            1,
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            CallbackTerms.USUAL);
    acd = acd(List.of(), List.of());
    linkUp();
    ready(ANA);
    talking("talk", ANA);
    commands.clear();
  }

  @Test
  void comesBackInTime_isRungForTheSameResident_whoIsToldFirst() {
    lost();
    assertTrue(commands.contains(new AcdCommand.Keep(call(TALK))));
    assertEquals("phone-unreachable", notReadyReason());
    parked("talk");
    assertEquals(List.of(), rings());
    now = now.plusSeconds(20);
    fireTimers();
    ready(BEN);
    assertEquals(List.of(), rings(), "kept for Ana");

    decide(new AcdEvent.PhoneSeen("ana", true));

    assertEquals(List.of("talk→ana"), rings());
    decide(new AcdEvent.OfferConnected(offerOf("talk", 2)));
    assertInstanceOf(CallState.Talking.class, call(TALK).state());
    over(offerOf("talk", 2), OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Leaving.class, call(TALK).state());
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
  }

  @Test
  void isBackBeforeTheResidentHasHeardTheMessage_isGivenNobodyElse() {
    waiting("other", WATER);
    lost();
    decide(new AcdEvent.PhoneSeen("ana", true));
    assertEquals(List.of(), rings());
    reachable.add("ana");
    commands.clear();

    parked("talk");

    assertTrue(commands.contains(new AcdCommand.LookAgain()));
    seen(Map.of(TALK, parkedCaller(), new CallId("other"), parkedCaller()), Map.of(), false);
    assertEquals(List.of("talk→ana"), rings());
  }

  @Test
  void isNotBack_theNextAgentGetsThemBeforeAnOlderWaiter() {
    waiting("older", WATER);
    lost();
    parked("talk");
    now = now.plusSeconds(31);
    fireTimers();
    ready(BEN);
    assertEquals(List.of("talk→ben"), rings());
    assertEquals("phone-unreachable", notReadyReason());
  }

  @Test
  void isLostAgainAtOnce_theGroupGetsThem_butNotAfterAWhile() {
    lost();
    parked("talk");
    decide(new AcdEvent.PhoneSeen("ana", true));
    decide(new AcdEvent.OfferConnected(offerOf("talk", 2)));
    now = now.plusSeconds(60);
    over(offerOf("talk", 2), OfferFailure.PHONE_UNREACHABLE);
    assertTrue(call(TALK).isKeptForItsAgent());
    parked("talk");
    decide(new AcdEvent.PhoneSeen("ana", true));
    decide(new AcdEvent.OfferConnected(offerOf("talk", 3)));
    over(offerOf("talk", 3), OfferFailure.PHONE_UNREACHABLE);
    assertFalse(call(TALK).isKeptForItsAgent());
    parked("talk");
    commands.clear();
    ready(BEN);
    assertEquals(List.of("talk→ben"), rings());
  }

  @Test
  void hadAskedForABreak_theGroupGetsThemAtOnce() {
    decide(new AcdEvent.PresenceSet(ANA, new Presence.NotReady("break", false)));
    lost();
    parked("talk");
    ready(BEN);
    assertEquals(List.of("talk→ben"), rings());
  }

  @Test
  void residentHangsUpMeanwhile_hasBeenAnswered_andTheAgentWhoIsBackIsGivenOthers() {
    waiting("other", WATER);
    lost();
    decide(new AcdEvent.PhoneSeen("ana", true));
    reachable.add("ana");
    hangUp("talk");
    assertEnded("talk", Result.ANSWERED, Reason.HUNG_UP_WAITING);
    seen(Map.of(new CallId("other"), parkedCaller()), Map.of(), false);
    assertEquals(List.of("other→ana"), rings());
  }

  @Test
  void onHold_isKeptAsWell_andInAConsultWhoWasAskedIsHungUp() {
    decide(new AcdEvent.ActAsked(ANA, TALK, new CallAct.Hold()));
    lost();
    assertInstanceOf(CallState.Entering.class, call(TALK).state());
    assertTrue(call(TALK).isKeptForItsAgent());
  }

  @Test
  void hangsUpOnPurpose_theTalkIsOver() {
    over(LEG, OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Leaving.class, call(TALK).state());
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    assertFalse(call(TALK).isKeptForItsAgent());
  }

  @Test
  void switchedOff_theTalkIsOver() {
    settings =
        new AcdSettings(
            settings.ring(), WRAP_UP, 1, Duration.ZERO, Duration.ZERO, CallbackTerms.USUAL);
    acd = acd(List.copyOf(acd.snapshot(now).calls()), List.copyOf(acd.snapshot(now).agents()));
    lost();
    assertInstanceOf(CallState.Leaving.class, call(TALK).state());
  }

  @Test
  void pageHasGone_itsChannelIsEnded_asOneThatIsLost() {
    decide(new AcdEvent.PhoneLost("ana"));
    assertEquals(List.of(new AcdCommand.Drop(LEG)), commands);
    assertInstanceOf(CallState.Talking.class, call(TALK).state());
    commands.clear();
    decide(new AcdEvent.PhoneLost("ben"));
    decide(new AcdEvent.PhoneLost("nobody"));
    assertEquals(List.of(), commands);
  }

  @Test
  void leaderDiesMeanwhile_theNextOneKeepsThemAndOffersThem() {
    lost();
    parked("talk");
    acd = acd(List.copyOf(acd.snapshot(now).calls()), List.copyOf(acd.snapshot(now).agents()));
    commands.clear();
    seen(Map.of(TALK, parkedCaller()), Map.of(), false);
    ready(BEN);
    assertEquals(List.of(), rings());
    now = now.plusSeconds(31);
    fireTimers();
    assertEquals(List.of("talk→ben"), rings());
  }

  @Test
  void phoneLostWhileNobodyLed_isSeenByWhereTheResidentIs() {
    acd = acd(List.copyOf(acd.snapshot(now).calls()), List.copyOf(acd.snapshot(now).agents()));
    now = now.plusSeconds(5);
    seen(Map.of(TALK, caller()), Map.of(), false);
    assertTrue(call(TALK).isKeptForItsAgent());
    assertEquals("phone-unreachable", notReadyReason());
  }

  private void lost() {
    over(LEG, OfferFailure.PHONE_UNREACHABLE);
  }

  private String notReadyReason() {
    return agent(ANA).presence() instanceof Presence.NotReady notReady
        ? notReady.reason()
        : Objects.toString(agent(ANA).presence());
  }
}

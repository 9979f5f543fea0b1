package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.city311.ivr.acd.CallAct.Refusal;
import org.city311.ivr.acd.CallAct.Target;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.Consult.Scene;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Arrangement.Setting;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What agents do in a call from their desks: hold, transfer, consult, conference, and who hangs up in each.
class CallActsTest extends AcdScene {
  private static final CallId TALK = new CallId("talk");
  private static final OfferId LEG = offerOf("talk", 1);

  @BeforeEach
  void aTalk() {
    linkUp();
    ready(ANA);
    talking("talk", ANA);
    commands.clear();
  }

  @Test
  void heldAndTakenBack_twiceEach_isOrderedOnceEach() {
    act(new CallAct.Hold());
    act(new CallAct.Hold());
    assertEquals(AgentState.HOLD, agent(ANA).state());
    act(new CallAct.Resume());
    act(new CallAct.Resume());
    assertEquals(AgentState.TALKING, agent(ANA).state());
    assertEquals(List.of(Setting.HOLD, Setting.TALK), settings());
  }

  @Test
  void aPhonesOwnHold_isNotEndedByTheDesk_norTheDesksByThePhone() {
    decide(new AcdEvent.OfferHeld(LEG, true));
    act(new CallAct.Resume());
    assertEquals(AgentState.HOLD, agent(ANA).state());
    act(new CallAct.Hold());
    decide(new AcdEvent.OfferHeld(LEG, false));
    assertEquals(AgentState.HOLD, agent(ANA).state());
    assertEquals(List.of(Setting.HOLD), settings());
  }

  @Test
  void onHold_residentHangsUp_theAgentsPhoneIsHungUpAtOnce_andTheAgentWrapsUp() {
    act(new CallAct.Hold());
    hangUp("talk");
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(LEG)));
    over(LEG, OfferFailure.NO_ANSWER);
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    assertEnded("talk", Result.ANSWERED, Reason.CALLER_HUNG_UP);
  }

  @Test
  void onHold_agentHangsUp_theResidentLeaves() {
    act(new CallAct.Hold());
    over(LEG, OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Leaving.class, call(TALK).state());
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
  }

  @Test
  void transferToAGroup_waitsInTheOldPlace_beforeWhoAskedLater_andCountsAsAnswered() {
    var place = call(TALK).times().queued();
    waiting("later", WATER);
    act(new CallAct.Transfer(new Target.Group(WATER)));
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    assertEquals(place, call(TALK).times().queued());
    over(LEG, OfferFailure.NO_ANSWER);
    parked("talk");
    ready(BEN);
    assertEquals(List.of("talk→ben"), rings());
    decide(new AcdEvent.OfferConnected(offerOf("talk", 2)));
    assertInstanceOf(CallState.Talking.class, call(TALK).state());
    assertEquals(1, told.stream().filter(e -> e instanceof CentreEvent.CallAnswered).count());
    assertEquals(1, told.stream().filter(e -> e instanceof CentreEvent.CallTakenUp).count());
  }

  @Test
  void afterATransfer_whoHangsUpWaiting_hasBeenAnswered() {
    act(new CallAct.Transfer(new Target.Group(STREETS)));
    parked("talk");
    hangUp("talk");
    assertEnded("talk", Result.ANSWERED, Reason.HUNG_UP_WAITING);
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
  }

  @Test
  void transferToAnAgent_isForThatAgentAlone_forAWhile() {
    ready(BEN);
    decide(new AcdEvent.PresenceSet(BEN, new Presence.NotReady("break", true)));
    act(new CallAct.Transfer(new Target.Colleague(BEN)));
    assertEquals(BEN, Objects.requireNonNull(call(TALK).demand()).direct());
    parked("talk");
    ready(ANA);
    assertEquals(List.of("talk→ana"), rings(), "Ben is not ready, so it is for the group at once");
  }

  @Test
  void transferToAnAgent_afterALongTalk_waitsForThatAgentAllTheSame() {
    ready(BEN);
    now = now.plus(Duration.ofMinutes(10));
    act(new CallAct.Transfer(new Target.Colleague(BEN)));
    over(LEG, OfferFailure.NO_ANSWER);
    ready(ANA);
    parked("talk");
    assertEquals(List.of("talk→ben"), rings());
  }

  @Test
  void aDepartmentThatHasTheResident_isNotCalledAgainByTheLook() {
    ask(new Target.Line("shelter"));
    OfferId asked = Objects.requireNonNull(agent(ANA).consult()).asked();
    decide(new AcdEvent.OfferConnected(asked));
    act(new CallAct.Complete());
    over(LEG, OfferFailure.NO_ANSWER);
    commands.clear();
    now = now.plusSeconds(30);
    seen(
        Map.of(TALK, caller()), Map.of(asked, new SwitchView.AgentLeg("trunk_telco", TALK)), false);
    assertTrue(
        commands.stream().noneMatch(AcdCommand.PutThrough.class::isInstance), commands.toString());
    assertInstanceOf(CallState.Outside.class, call(TALK).state());
  }

  @Test
  void transferToADepartment_thatDoesNotAnswer_bringsTheResidentBackToTheirPlace() {
    act(new CallAct.Transfer(new Target.Line("shelter")));
    assertInstanceOf(CallState.Outside.class, call(TALK).state());
    assertTrue(
        commands.stream().anyMatch(order -> order instanceof AcdCommand.PutThrough),
        commands::toString);
    ready(ANA);
    assertEquals(List.of(), rings());
    parked("talk");
    assertEquals(List.of("talk→ana"), rings());
  }

  @Test
  void withADepartment_theResidentHangsUp_theCallWasTransferred() {
    act(new CallAct.Transfer(new Target.Line("shelter")));
    hangUp("talk");
    assertEnded("talk", Result.ANSWERED, Reason.TRANSFERRED);
  }

  @Test
  void consult_rings_isAnswered_andSwaps() {
    OfferId asked = asking();
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    assertEquals(Scene.ASKING, scene());
    act(new CallAct.Swap());
    assertEquals(Scene.BACK, scene());
    assertFalse(((Activity.Talking) agent(ANA).activity()).held());
    act(new CallAct.Swap());
    assertEquals(Scene.ASKING, scene());
    assertEquals(List.of(Setting.RINGING, Setting.TALK, Setting.ASKING), settings());
    assertEquals(agent(ANA).consult(), agent(BEN).consult());
    assertEquals(asked, Objects.requireNonNull(agent(ANA).consult()).asked());
  }

  @Test
  void colleagueHangsUp_orDoesNotAnswer_theResidentStaysOnHold() {
    OfferId asked = asking();
    over(asked, OfferFailure.NO_ANSWER);
    assertStates(AgentState.HOLD, AgentState.READY);
    act(new CallAct.Resume());
    assertEquals(AgentState.TALKING, agent(ANA).state());
  }

  @Test
  void completed_theColleagueHasTheCall_theAgentWrapsUp_andLateHangUpsChangeNothing() {
    OfferId asked = asking();
    act(new CallAct.Complete());
    assertStates(AgentState.WRAP_UP, AgentState.TALKING);
    assertEquals(new CallState.Talking(asked, BEN), call(TALK).state());
    over(LEG, OfferFailure.NO_ANSWER);
    assertEquals(AgentState.TALKING, agent(BEN).state());
    over(asked, OfferFailure.NO_ANSWER);
    assertInstanceOf(CallState.Leaving.class, call(TALK).state());
    assertStates(AgentState.WRAP_UP, AgentState.WRAP_UP);
  }

  @Test
  void conference_agentHangsUp_isAsCompleted() {
    OfferId asked = asking();
    act(new CallAct.Join());
    assertEquals(Scene.CONFERENCE, scene());
    over(LEG, OfferFailure.NO_ANSWER);
    assertStates(AgentState.WRAP_UP, AgentState.TALKING);
    assertEquals(new CallState.Talking(asked, BEN), call(TALK).state());
  }

  @Test
  void conference_residentHangsUp_bothTalkOn_andAreFreeWhenOneHangsUp() {
    asking();
    act(new CallAct.Join());
    hangUp("talk");
    assertEnded("talk", Result.ANSWERED, Reason.CALLER_HUNG_UP);
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    over(LEG, OfferFailure.NO_ANSWER);
    assertStates(AgentState.WRAP_UP, AgentState.READY);
  }

  @Test
  void conference_colleagueHangsUp_bothTalkOn() {
    OfferId asked = asking();
    act(new CallAct.Join());
    over(asked, OfferFailure.NO_ANSWER);
    assertStates(AgentState.TALKING, AgentState.READY);
  }

  @Test
  void agentHangsUpInAConsult_theColleagueIsHungUpOn() {
    OfferId asked = asking();
    over(LEG, OfferFailure.NO_ANSWER);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(asked)));
    assertStates(AgentState.WRAP_UP, AgentState.READY);
    assertInstanceOf(CallState.Leaving.class, call(TALK).state());
  }

  @Test
  void residentHangsUpWhileSwappedTo_everythingEnds() {
    OfferId asked = asking();
    act(new CallAct.Swap());
    hangUp("talk");
    over(LEG, OfferFailure.NO_ANSWER);
    assertTrue(commands.contains(new AcdCommand.HangUpOffer(asked)));
    assertStates(AgentState.WRAP_UP, AgentState.READY);
  }

  @Test
  void handedToADepartment_theAgentWrapsUp_andTheCallIsOutside() {
    ask(new Target.Line("shelter"));
    OfferId asked = Objects.requireNonNull(agent(ANA).consult()).asked();
    decide(new AcdEvent.OfferConnected(asked));
    act(new CallAct.Complete());
    assertEquals(AgentState.WRAP_UP, agent(ANA).state());
    assertInstanceOf(CallState.Outside.class, call(TALK).state());
  }

  @Test
  void refusals() {
    assertRefused(Refusal.NO_CONSULT, new CallAct.Swap());
    assertRefused(Refusal.NOT_HELD, new CallAct.Resume());
    assertRefused(Refusal.TARGET_SIGNED_OUT, new CallAct.Ask(new Target.Colleague(BEN)));
    assertRefused(Refusal.TARGET_SELF, new CallAct.Transfer(new Target.Colleague(ANA)));
    assertRefused(Refusal.UNKNOWN_TARGET, new CallAct.Ask(new Target.Group(WATER)));
    ready(BEN);
    ask(new Target.Colleague(BEN));
    assertRefused(Refusal.COLLEAGUE_NOT_THERE, new CallAct.Complete());
    assertRefused(Refusal.IN_CONSULT, new CallAct.Hold());
    assertRefused(Refusal.IN_CONSULT, new CallAct.Transfer(new Target.Group(WATER)));
    assertEquals(
        Optional.of(Refusal.NO_CALL),
        permits().refusal(agent(BEN), TALK, new CallAct.Complete(), now));
  }

  @Test
  void anActForAnotherCall_changesNothing() {
    assertFalse(
        decide(new AcdEvent.ActAsked(ANA, new CallId("other"), new CallAct.Hold())).changesState());
  }

  @Test
  void anOrderThatGotLost_isGivenAgainByTheLook() {
    act(new CallAct.Hold());
    commands.clear();
    now = now.plusSeconds(5);
    look(LEG, TALK);
    assertEquals(List.of(Setting.HOLD), settings());
    commands.clear();
    look(LEG, null);
    assertEquals(List.of(), settings());
  }

  @Test
  void aHangUpOfTheColleagueThatNobodyHeard_isFoundByTheLook() {
    asking();
    now = now.plusSeconds(5);
    look(LEG, null);
    assertStates(AgentState.HOLD, AgentState.READY);
  }

  @Test
  void anotherServer_goesOnWithTheConsult_alsoWhereOneHalfIsOlder() {
    asking();
    Agent old = agent(BEN);
    act(new CallAct.Swap());
    acd = acd(List.of(call(TALK)), List.of(agent(ANA), old));
    assertEquals(Scene.BACK, Objects.requireNonNull(agent(BEN).consult()).scene());
    acd = acd(List.of(call(TALK)), List.of(agent(ANA)));
    assertNull(agent(ANA).consult());
  }

  @Test
  void moved_toAnotherGroup_keepsItsPlace_toTheFront_goesFirst() {
    waiting("one", STREETS);
    waiting("two", WATER);
    waiting("three", WATER);
    decide(new AcdEvent.MoveAsked(new CallId("one"), WATER, false));
    decide(new AcdEvent.MoveAsked(new CallId("three"), null, true));
    ready(BEN);
    assertEquals(List.of("three→ben"), rings());
    over(offerOf("three", 1), OfferFailure.DECLINED);
    hangUp("three");
    ready(BEN);
    assertTrue(rings().contains("one→ben"), rings().toString());
    assertEquals(2, commands.stream().filter(AcdCommand.Remember.class::isInstance).count());
  }

  @Test
  void monitored_theSupervisorIsOfferedNothing_andIsFreeWhenTheChannelIsGone() {
    ready(BEN);
    monitor(ANA, Consult.Mode.LISTEN);
    assertStates(AgentState.TALKING, AgentState.CONSULT);
    waiting("next", WATER);
    assertEquals(List.of(), rings());
    monitor(ANA, Consult.Mode.WHISPER);
    monitor(ANA, Consult.Mode.WHISPER);
    assertEquals(1, commands.stream().filter(AcdCommand.Turn.class::isInstance).count());
    over(Objects.requireNonNull(agent(BEN).consult()).asked(), OfferFailure.NO_ANSWER);
    assertStates(AgentState.TALKING, AgentState.OFFERED);
  }

  @Test
  void takenOver_theSupervisorHasTheCall_andTheAgentWrapsUp() {
    ready(BEN);
    monitor(ANA, Consult.Mode.LISTEN);
    OfferId watching = Objects.requireNonNull(agent(BEN).consult()).asked();
    decide(new AcdEvent.TakeOverAsked(BEN, TALK));
    assertStates(AgentState.WRAP_UP, AgentState.TALKING);
    assertEquals(new CallState.Talking(watching, BEN), call(TALK).state());
    over(LEG, OfferFailure.NO_ANSWER);
    over(watching, OfferFailure.NO_ANSWER);
    assertStates(AgentState.WRAP_UP, AgentState.WRAP_UP);
  }

  @Test
  void whoIsSignedOut_orTalks_monitorsNobody_andNobodyIsTakenFromAConsult() {
    monitor(ANA, Consult.Mode.LISTEN);
    assertNull(agent(BEN).consult());
    ready(BEN);
    decide(new AcdEvent.TakeOverAsked(BEN, TALK));
    assertEquals(AgentState.TALKING, agent(ANA).state());
    monitor(BEN, Consult.Mode.LISTEN);
    assertNull(agent(BEN).consult());
    monitor(ANA, Consult.Mode.LISTEN);
    ask(new Target.Line("shelter"));
    decide(new AcdEvent.TakeOverAsked(BEN, TALK));
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    decide(new AcdEvent.MonitorAsked(BEN, null, Consult.Mode.LISTEN));
    assertNull(agent(BEN).consult());
  }

  private void monitor(AgentId agent, Consult.Mode mode) {
    decide(new AcdEvent.MonitorAsked(BEN, agent, mode));
  }

  private OfferId asking() {
    ready(BEN);
    ask(new Target.Colleague(BEN));
    OfferId asked = Objects.requireNonNull(agent(ANA).consult()).asked();
    decide(new AcdEvent.OfferAnswered(asked));
    decide(new AcdEvent.OfferConnected(asked));
    return asked;
  }

  private void ask(Target to) {
    act(new CallAct.Ask(to));
  }

  private void act(CallAct act) {
    decide(new AcdEvent.ActAsked(ANA, TALK, act));
  }

  private Scene scene() {
    Consult consult = Objects.requireNonNull(agent(ANA).consult());
    return Objects.requireNonNull(consult.scene());
  }

  private Permits permits() {
    return new Permits(acd::agent, id -> routing.group(id).orElse(null));
  }

  private void assertRefused(Refusal why, CallAct act) {
    assertEquals(Optional.of(why), permits().refusal(agent(ANA), TALK, act, now));
    assertFalse(decide(new AcdEvent.ActAsked(ANA, TALK, act)).changesState());
  }

  private void look(OfferId leg, @Nullable CallId with) {
    Map<OfferId, SwitchView.AgentLeg> legs = new HashMap<>();
    legs.put(leg, new SwitchView.AgentLeg("ana", with));
    now = now.plus(Duration.ofMillis(1));
    seen(Map.of(TALK, caller()), legs, false);
  }

  private List<Setting> settings() {
    return commands.stream()
        .filter(AcdCommand.Arrange.class::isInstance)
        .map(order -> ((AcdCommand.Arrange) order).wanted().setting())
        .toList();
  }

  private void assertStates(AgentState ana, AgentState ben) {
    assertEquals(List.of(ana, ben), List.of(agent(ANA).state(), agent(BEN).state()));
  }
}

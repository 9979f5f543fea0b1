package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.Consult.Obstacle;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.agent.Presence.NotReady;
import org.city311.ivr.call.CallId;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Agents who ask each other: neither is offered a call until the channel between them is gone.
class ConsultsTest extends AcdScene {
  private static final ConsultId CONSULT = new ConsultId("city311-1.9");

  @BeforeEach
  void link() {
    linkUp();
  }

  @Test
  void both_areInAConsult_andNeitherIsOfferedACall() {
    talkingAndAsking();
    over(offerOf("talk", 1), OfferFailure.NO_ANSWER);
    now = now.plus(WRAP_UP);
    fireTimers();
    waiting("next", WATER);

    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    assertEquals(List.of("talk→ana"), rings());
  }

  @Test
  void itIsOver_theAgentTalksOn_andTheColleagueTakesWhoWaits() {
    talkingAndAsking();
    waiting("next", WATER);

    ended();

    assertStates(AgentState.TALKING, AgentState.OFFERED);
    assertEquals(List.of("talk→ana", "next→ben"), rings());
  }

  @Test
  void residentWhoHangsUpMeanwhile_leavesTheAgentInTheConsult_thenInWrapUp() {
    talkingAndAsking();
    hangUp("talk");
    over(offerOf("talk", 1), OfferFailure.NO_ANSWER);

    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    ended();
    assertStates(AgentState.WRAP_UP, AgentState.READY);
  }

  @Test
  void colleagueWhoWasAsked_isIdleFromTheEndOnly() {
    talkingAndAsking();
    now = now.plusSeconds(60);
    ended();
    assertEquals(now, agent(BEN).idleSince());
  }

  @Test
  void signingOutMeanwhile_countsWhenItIsOver() {
    talkingAndAsking();
    decide(new AcdEvent.PresenceSet(BEN, new Presence.SignedOut()));
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    ended();
    assertStates(AgentState.TALKING, AgentState.SIGNED_OUT);
  }

  @Test
  void whatComesTwiceOrLate_changesNothing() {
    talkingAndAsking();
    Agent ben = agent(BEN);
    ask(CONSULT, ANA, BEN);
    ask(new ConsultId("city311-1.10"), BEN, ANA);
    decide(new AcdEvent.ConsultEnded(new ConsultId("city311-1.10")));
    assertEquals(ben, agent(BEN));

    ended();
    assertFalse(decide(new AcdEvent.ConsultEnded(CONSULT)).changesState());
    assertFalse(
        decide(new AcdEvent.ConsultAsked(CONSULT, ANA, new AgentId("nobody"))).changesState());
  }

  @Test
  void whoCanNotAsk_orBeAsked() {
    assertObstacle(Obstacle.SIGNED_OUT);
    ready(ANA);
    assertObstacle(Obstacle.COLLEAGUE_SIGNED_OUT);
    assertEquals(Optional.of(Obstacle.NOT_NOW), Consult.obstacle(agent(ANA), agent(ANA)));
    decide(new AcdEvent.PresenceSet(BEN, new NotReady(NotReady.PHONE_UNREACHABLE, false)));
    assertObstacle(Obstacle.COLLEAGUE_UNREACHABLE);
    decide(new AcdEvent.PresenceSet(BEN, new NotReady("break", false)));
    assertEquals(Optional.empty(), Consult.obstacle(agent(ANA), agent(BEN)));
    decide(new AcdEvent.PresenceSet(ANA, new NotReady("break", false)));
    ready(BEN);
    waiting("c1", WATER);
    assertObstacle(Obstacle.COLLEAGUE_BUSY);
    assertEquals(Optional.of(Obstacle.NOT_NOW), Consult.obstacle(agent(BEN), agent(ANA)));
    decide(new AcdEvent.OfferConnected(offerOf("c1", 1)));
    assertObstacle(Obstacle.COLLEAGUE_BUSY);
    assertEquals(Optional.empty(), Consult.obstacle(agent(BEN), agent(ANA)));
  }

  @Test
  void look_endsTheConsultWhoseChannelIsGone() {
    talkingAndAsking();
    look();
    assertStates(AgentState.CONSULT, AgentState.CONSULT);

    dialling.clear();
    look();
    assertStates(AgentState.TALKING, AgentState.READY);
  }

  /// Its answer was on the way while the agent dialled.
  @Test
  void look_thatIsOlderThanTheConsult_doesNotJudgeIt() {
    talkingAndAsking();
    SwitchView before =
        new SwitchView(
            Map.of(new CallId("talk"), caller()),
            Map.of(offerOf("talk", 1), new SwitchView.AgentLeg("ana", new CallId("talk"))),
            Set.of(),
            reachable,
            Instant.EPOCH);
    decide(new AcdEvent.SwitchSeen(now.minus(Duration.ofSeconds(1)), before));
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
  }

  @Test
  void asteriskStartedAnew_endsAllConsults() {
    talkingAndAsking();
    dialling.clear();
    now = now.plusSeconds(1);
    seen(Map.of(), Map.of(), true);
    assertStates(AgentState.WRAP_UP, AgentState.READY);
  }

  @Test
  void nextServer_keepsTheConsult_butNotHalfOfOne() {
    talkingAndAsking();
    Agent ana = agent(ANA);
    Agent ben = agent(BEN);
    acd = acd(List.of(call(new CallId("talk"))), List.of(ana, ben));
    assertStates(AgentState.CONSULT, AgentState.CONSULT);

    acd = acd(List.of(call(new CallId("talk"))), List.of(ana, ben.withConsult(null, now)));
    assertStates(AgentState.TALKING, AgentState.READY);
    acd = acd(List.of(), List.of(ben));
    assertStates(AgentState.SIGNED_OUT, AgentState.READY);
  }

  @Test
  void agentWhoIsRemoved_staysUntilTheConsultIsOver() {
    talkingAndAsking();
    decide(
        new AcdEvent.RoutingChanged(
            new Routing(routing.groups(), List.of(routing.agents().getFirst()))));
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
    ended();
    assertNull(acd.agent(BEN));
  }

  private void talkingAndAsking() {
    ready(ANA);
    talking("talk", ANA);
    ready(BEN);
    ask(CONSULT, ANA, BEN);
    dialling.add(CONSULT);
    assertStates(AgentState.CONSULT, AgentState.CONSULT);
  }

  private void ask(ConsultId id, AgentId from, AgentId to) {
    decide(new AcdEvent.ConsultAsked(id, from, to));
  }

  private void ended() {
    dialling.clear();
    decide(new AcdEvent.ConsultEnded(CONSULT));
  }

  private void look() {
    now = now.plusSeconds(1);
    seen(
        Map.of(new CallId("talk"), caller()),
        Map.of(offerOf("talk", 1), new SwitchView.AgentLeg("ana", new CallId("talk"))),
        false);
  }

  private void assertStates(AgentState ana, AgentState ben) {
    assertEquals(ana, agent(ANA).state());
    assertEquals(ben, agent(BEN).state());
  }

  private void assertObstacle(Obstacle obstacle) {
    assertEquals(Optional.of(obstacle), Consult.obstacle(agent(ANA), agent(BEN)));
    Agent ben = agent(BEN);
    ask(CONSULT, ANA, BEN);
    assertEquals(ben, agent(BEN));
    assertNull(agent(ANA).consult());
  }
}

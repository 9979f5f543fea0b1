package org.city311.loadtest;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of the calls when the node that leads fails, or its link to Asterisk does.
@Order(1)
class LeaderFailsTest extends ClusterStories {
  @ParameterizedTest
  @EnumSource
  void leaderFails_callsInEachStateGoOn(Blow blow) throws Exception {
    callsInEachStateGoOn(this::leader, blow);
  }

  @Test
  void theLeadersLinkToAsteriskBreaks_itsLookFindsWhatHappenedMeanwhile() throws Exception {
    var ana = agent(ANA);
    var talking = resident().chooses('1', '1');
    var talk = ana.awaitCall();
    talk.answer();
    eventuallyTalk(talking.call(), talk);
    var waiting = waiting();

    stack.network().dropManager(leader());
    talk.hangUp();

    var next = ana.awaitCall();
    next.answer();
    eventuallyTalk(waiting.call(), next);
    next.hangUp();
    assertCallers(ana, talking, waiting);
    assertAnsweredOnce(talking);
    assertAnsweredOnce(waiting);
  }

  @Test
  void theLeadersLinkToAsteriskFallsSilent_anotherLeads_andEachCallIsOfferedOnce()
      throws Exception {
    var waiting = waiting();
    var before = leader();

    stack.network().cutManager(before);
    eventually("another leads", PATIENCE, () -> leader().number() != before.number());
    var ana = phone(ANA);
    eventually("Ana is ready", () -> nowReady(survivor(before), ANA));
    var offer = ana.awaitCall();
    stack.network().mend();
    eventuallyTogether();
    offer.answer();
    eventuallyTalk(waiting.call(), offer);
    offer.hangUp();

    assertCallers(ana, waiting);
    assertAnsweredOnce(waiting);
  }
}

package org.city311.asteriskconfig;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls through the rendered dialplan: a real Asterisk, residents and phones made of SIPp, and server
/// nodes in miniature.
@Tag("stack")
class CallPathTest {
  @TempDir Path data;

  @Test
  void waitingCaller_offeredByUniqueId_talksThenHearsGoodbyeAndIsHungUp() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("wait"), AgiStub.thatSays("wait"))) {
      centre.beat(1, 0);
      try (var phone = centre.phone("ana");
          var caller = centre.caller()) {
        var callId = centre.awaitWaitingCaller();
        centre.offer(callId, "offer-1");
        centre.awaitContext("city311-after");
        caller.awaitSuccess();
        centre.awaitHangups(callId, "offer-1");
        assertEquals(List.of(centre.request(1, "welcome?node=1")), centre.first.requests());
        assertEquals(callId, centre.first.lastEnvironment().get("agi_uniqueid"));
        assertEquals("311", centre.first.lastEnvironment().get("agi_dnid"));
        phone.awaitAlive();
        assertEquals(List.of(), RealAsterisk.complaints(data.resolve("asterisk")));
      }
    }
  }

  @Test
  void waitingCaller_hungUpByUniqueId_isHungUp() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("wait"), AgiStub.thatSays("wait"))) {
      centre.beat(1, 0);
      try (var caller = centre.caller()) {
        var answer = centre.ami.send("Action: Hangup", "Channel: " + centre.awaitWaitingCaller());
        assertEquals("Success", answer.get("Response"));
        caller.awaitSuccess();
      }
    }
  }

  @Test
  void callerWhoLeavesTheHoldingBridgeWithoutATalk_isAskedForAgain() throws Exception {
    var answers = new java.util.concurrent.LinkedBlockingQueue<>(List.of("wait", "done"));
    var node =
        new AgiStub(
            (environment, commands) ->
                commands.send("SET VARIABLE CITY311_NEXT " + answers.remove()));
    try (var centre = new Centre(data, node, AgiStub.thatSays("done"))) {
      centre.beat(1, 0);
      try (var caller = centre.caller()) {
        var callId = centre.awaitWaitingCaller();
        centre.ami.send(
            "Action: Redirect",
            "Channel: " + callId,
            "Context: city311-wait",
            "Exten: s",
            "Priority: 2");
        caller.awaitSuccess();
        assertEquals(
            List.of(centre.request(1, "welcome?node=1"), centre.request(1, "again?node=1")),
            centre.first.requests());
      }
    }
  }

  @Test
  void nodeWithOldHeartbeat_isPassedOver() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"))) {
      centre.beat(1, 5);
      centre.beat(2, 2);
      try (var caller = centre.caller()) {
        caller.awaitSuccess();
        assertEquals(List.of(), centre.first.requests());
        assertEquals(List.of(centre.request(2, "welcome?node=2")), centre.second.requests());
      }
    }
  }

  @Test
  void nodeThatDiesInMidCall_isFollowedByTheNext() throws Exception {
    var dying =
        new AgiStub(
            (environment, commands) -> {
              throw new IOException("the node dies");
            });
    try (var centre = new Centre(data, dying, AgiStub.thatSays("done"))) {
      centre.beat(1, 0);
      centre.beat(2, 0);
      try (var caller = centre.caller()) {
        caller.awaitSuccess();
        assertEquals(1, centre.first.requests().size());
        assertEquals(List.of(centre.request(2, "welcome?node=2")), centre.second.requests());
      }
    }
  }

  @Test
  void noNode_fallbackPhoneIsRungAndTalks() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"));
        var phone = centre.phone("last");
        var caller = centre.caller()) {
      centre.awaitContext("city311-after");
      caller.awaitSuccess();
      phone.awaitAlive();
      assertEquals(List.of(), centre.first.requests());
    }
  }

  @Test
  void noNodeAndNoPhone_callerHearsTheApologyAndIsHungUp() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"));
        var caller = centre.caller()) {
      caller.awaitSuccess();
    }
  }

  @Test
  void numberThatIsNotOurs_isRefused() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"))) {
      for (var number : List.of("911", "s", "ana", "*11", "3110")) {
        try (var stranger = Sipp.stranger(data, centre.settings, number)) {
          stranger.awaitSuccess();
        }
      }
    }
  }

  @Test
  void featureCode_asksALivingNode() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"));
        var phone = centre.phone("ana")) {
      centre.beat(2, 0);
      centre.dialled("*142");
      await().atMost(Centre.SOON).until(() -> !centre.second.requests().isEmpty());
      assertEquals(List.of(centre.request(2, "agent?code=*142&node=2")), centre.second.requests());
      assertEquals("city311-code", centre.second.lastEnvironment().get("agi_context"));
      phone.awaitAlive();
    }
  }
}

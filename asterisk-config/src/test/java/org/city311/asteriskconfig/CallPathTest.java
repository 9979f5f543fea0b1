package org.city311.asteriskconfig;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Calls through the rendered dialplan: a real Asterisk, residents and phones made of SIPp, and server
/// nodes in miniature.
@Tag("stack")
@Execution(ExecutionMode.CONCURRENT)
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
        assertEquals(
            List.of(centre.request(1, "welcome?node=1&language=&begun=")), centre.first.requests());
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
            List.of(
                centre.request(1, "welcome?node=1&language=&begun="),
                centre.request(1, "again?node=1&language=&begun=yes")),
            centre.first.requests());
      }
    }
  }

  @Test
  void callerTakenOutOfTheBridge_talksWithALivingNode_andComesBackToWait() throws Exception {
    var node = treating("back");
    try (var centre = new Centre(data, node, AgiStub.thatSays("done"))) {
      centre.beat(1, 0);
      try (var caller = centre.caller()) {
        var callId = centre.awaitWaitingCaller();
        takeOut(centre, callId, "callback");
        await().atMost(Centre.SOON).until(() -> centre.ami.events("BridgeEnter").size() == 2);
        assertEquals(
            List.of(
                centre.request(1, "welcome?node=1&language=&begun="),
                centre.request(1, "overflow?node=1&language=&treatment=callback")),
            centre.first.requests());
        centre.ami.send("Action: Hangup", "Channel: " + callId);
        caller.awaitSuccess();
      }
    }
  }

  @Test
  void callerWhoWasTreated_isHungUp() throws Exception {
    try (var centre = new Centre(data, treating("done"), AgiStub.thatSays("done"))) {
      centre.beat(1, 0);
      try (var caller = centre.caller()) {
        takeOut(centre, centre.awaitWaitingCaller(), "full");
        caller.awaitSuccess();
      }
    }
  }

  @Test
  void callerTakenOut_whoseNodeDies_talksWithTheNext() throws Exception {
    try (var centre = new Centre(data, treating(""), treating("done"))) {
      centre.beat(1, 0);
      try (var caller = centre.caller()) {
        var callId = centre.awaitWaitingCaller();
        centre.beat(2, 0);
        takeOut(centre, callId, "message");
        caller.awaitSuccess();
        assertEquals(
            List.of(centre.request(2, "overflow?node=2&language=&treatment=message")),
            centre.second.requests());
      }
    }
  }

  @Test
  void callerTakenOut_withNoNodeLeft_waitsOn() throws Exception {
    try (var centre = new Centre(data, treating("done"), treating("done"))) {
      centre.beat(1, 0);
      try (var caller = centre.caller()) {
        var callId = centre.awaitWaitingCaller();
        centre.beat(1, 60);
        takeOut(centre, callId, "closed");
        await().atMost(Centre.SOON).until(() -> centre.ami.events("BridgeEnter").size() == 2);
        centre.ami.send("Action: Hangup", "Channel: " + callId);
        caller.awaitSuccess();
      }
    }
  }

  /// A node that lets callers wait, and says this of those who were taken out; nothing if it dies.
  private static AgiStub treating(String treated) {
    return new AgiStub(
        (environment, commands) -> {
          if (!environment.getOrDefault("agi_request", "").contains("/overflow?")) {
            commands.send("SET VARIABLE CITY311_NEXT wait:water:1:0::");
          } else if (treated.isEmpty()) {
            throw new IOException("the node dies");
          } else {
            commands.send("SET VARIABLE CITY311_TREATED " + treated);
          }
        });
  }

  private static void takeOut(Centre centre, String callId, String treatment) throws Exception {
    centre.ami.send(
        "Action: Redirect",
        "Channel: " + callId,
        "Context: city311-overflow",
        "Exten: " + treatment,
        "Priority: 1");
  }

  @Test
  void nodeWithOldHeartbeat_isPassedOver() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"))) {
      centre.beat(1, 5);
      centre.beat(2, 2);
      try (var caller = centre.caller()) {
        caller.awaitSuccess();
        assertEquals(List.of(), centre.first.requests());
        assertEquals(
            List.of(centre.request(2, "welcome?node=2&language=&begun=")),
            centre.second.requests());
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
        assertEquals(
            List.of(centre.request(2, "welcome?node=2&language=&begun=yes")),
            centre.second.requests());
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
      for (var number : List.of("911", "s", "ana", "*11", "*31", "3110")) {
        try (var stranger = Sipp.stranger(data, centre.settings, number)) {
          stranger.awaitSuccess();
        }
      }
    }
  }

  @Test
  void strangerWhoSaysInFromThatHeIsTheTrunk_isNotBelieved() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("done"));
        var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.2"))) {
      var from = "127.0.0.2:" + socket.getLocalPort();
      var invite =
          String.join(
              "\r\n",
              "INVITE sip:311@127.0.0.1 SIP/2.0",
              "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK-stranger",
              "From: <sip:trunk_local@127.0.0.1>;tag=1",
              "To: <sip:311@127.0.0.1>",
              "Call-ID: stranger@" + from,
              "CSeq: 1 INVITE",
              "Contact: <sip:trunk_local@" + from + ">",
              "Max-Forwards: 70",
              "Content-Length: 0",
              "",
              "");
      var bytes = invite.getBytes(StandardCharsets.UTF_8);
      var asterisk = InetAddress.ofLiteral("127.0.0.1");
      socket.send(new DatagramPacket(bytes, bytes.length, asterisk, centre.settings.sip().port()));
      socket.setSoTimeout(10_000);
      var answer = new DatagramPacket(new byte[4096], 4096);
      socket.receive(answer);
      assertEquals(
          "SIP/2.0 401 Unauthorized",
          new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8)
              .lines()
              .findFirst()
              .orElse(""));
    }
  }

  @Test
  void colleaguesExtension_ringsThePhoneThatTheNodeNames() throws Exception {
    try (var centre = new Centre(data, AgiStub.thatSays("done"), AgiStub.thatSays("ring:last"));
        var ana = centre.phone("ana");
        var last = centre.phone("last")) {
      centre.beat(2, 0);
      centre.dialled("*27");
      await().atMost(Centre.SOON).until(() -> !centre.second.requests().isEmpty());
      assertEquals(
          List.of(centre.request(2, "consult?extension=7&node=2")), centre.second.requests());
      assertEquals("city311-consult", centre.second.lastEnvironment().get("agi_context"));
      await().atMost(Centre.SOON).until(() -> centre.ami.events("BridgeEnter").size() == 2);
      ana.awaitAlive();
      last.awaitAlive();
      assertEquals(List.of(), RealAsterisk.complaints(data.resolve("asterisk")));
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

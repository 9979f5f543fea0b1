package org.city311.ivr.asterisk;

import java.time.Instant;
import java.util.Optional;
import org.city311.ivr.acd.SwitchView.Place;
import org.city311.ivr.call.SkillGroupId;

/// The names that we share with the dialplan (`asterisk-config`'s `extensions.conf`).
final class Dialplan {
  /// Where an offer's channel lands once the agent has picked up.
  static final String AGENT_CONTEXT = "city311-agent";

  /// What the dialplan does after a flow: a script sets it as its last act, so that a flow that died
  /// is told from one that ended.
  static final String NEXT = "CITY311_NEXT";

  /// [#NEXT]: hang up.
  static final String DONE = "done";

  /// The caller's channel, for the agent's dialplan to bridge with.
  static final String CALLER = "CITY311_CALLER";

  /// The prompt that the agent hears first.
  static final String WHISPER = "CITY311_WHISPER";

  /// The global variable that says which node leads.
  static final String LEADER = "CITY311_LEADER";

  /// The application a waiting caller is in.
  static final String WAITING_APPLICATION = "BridgeWait";

  /// The folder of our prompts among all sounds.
  static final String PROMPTS = "city311/";

  private static final String WAIT = "wait";

  private Dialplan() {}

  /// The global variable that holds a node's heartbeat, in seconds of Asterisk's own clock.
  static String heartbeat(int nodeNumber) {
    return "CITY311_NODE_" + nodeNumber;
  }

  /// [#NEXT]: wait for a person. The dialplan reads the first four letters; the rest is the place
  /// in the queue, kept on the channel so that it outlives every server.
  static String waitAt(Place place) {
    return WAIT + ":" + place.group() + ":" + place.queued().toEpochMilli();
  }

  static Optional<Place> placeIn(String next) {
    String[] parts = next.split(":", -1);
    if (parts.length != 3 || !parts[0].equals(WAIT) || !parts[2].matches("\\d{1,15}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Place(new SkillGroupId(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2]))));
  }
}

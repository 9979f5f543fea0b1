package org.city311.ivr.asterisk;

import java.time.Duration;

/// How to reach Asterisk's manager interface.
///
/// @param nodeNumber this node's place, from 1, in the dialplan's list of nodes
/// @param nodes how many nodes there are in that list
/// @param ring how long an agent's phone rings
/// @param whisper whether the agent hears what the call is about before the caller is there
public record AmiSettings(
    String host,
    int port,
    String user,
    String secret,
    int nodeNumber,
    int nodes,
    Duration ring,
    boolean whisper) {
  /// How often the link is tried and this node's heartbeat is written.
  public static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /// How long after its last heartbeat a node is still held to be alive, in seconds of Asterisk's
  /// clock. The dialplan has the same figure.
  public static final int HEARTBEAT_FRESH_SECONDS = 5;

  /// How long an answer may take before the link is held to be dead.
  public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

  /// How often the switch is looked at, in case an event got lost.
  public static final Duration LOOK = Duration.ofSeconds(60);

  /// How long a connection may be silent before it is renewed.
  public static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);

  @Override
  public String toString() {
    return "AMI at " + host + ":" + port;
  }
}

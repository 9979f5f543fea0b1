package org.city311.loadtest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Dispatch times, measured on the wire: from an agent's hang-up (its BYE) to the next INVITE that
/// reaches the same agent's phone, while callers were waiting.
///
/// A caller counts as asking for a person from the end of its last key, and one is served by each
/// INVITE to an agent. To be counted, a hang-up must find a caller who has asked at least
/// [#SETTLED_MICROS] ago: prompts that the flow plays after the key are no dispatch time. Only for
/// runs in which nobody abandons and no agent refuses, wants one clock for all processes, and
/// wrap-up must be off.
final class Dispatch {
  /// How long ago a caller must have pressed its last key to be surely waiting: 4 s. The flow first
  /// says that it is connecting, which takes 1 s.
  static final long SETTLED_MICROS = 4_000_000;

  private Dispatch() {}

  /// Milliseconds of each counted dispatch.
  ///
  /// @param agents the messages of each agent's phone, in order of time
  /// @param asked when each caller's last key ended, in microseconds
  static List<Double> milliseconds(Collection<List<SipMessage>> agents, Collection<Long> asked) {
    var invited =
        agents.stream()
            .flatMap(List::stream)
            .filter(Dispatch::isInvite)
            .mapToLong(SipMessage::micros)
            .sorted()
            .toArray();
    return agents.stream()
        .flatMap(messages -> pairs(messages).stream())
        .filter(pair -> someoneWaits(pair.freed(), asked, invited))
        .map(pair -> (pair.invited() - pair.freed()) / 1000.0)
        .toList();
  }

  private record Pair(long freed, long invited) {}

  private static List<Pair> pairs(List<SipMessage> messages) {
    var found = new ArrayList<Pair>();
    long freed = -1;
    for (var message : messages) {
      if (message.sent() && message.firstLine().startsWith("BYE ")) {
        freed = freed < 0 ? message.micros() : freed; // A repeated BYE frees nobody again.
      } else if (isInvite(message)) {
        if (freed >= 0) {
          found.add(new Pair(freed, message.micros()));
        }
        freed = -1;
      }
    }
    return found;
  }

  private static boolean someoneWaits(long at, Collection<Long> asked, long[] invited) {
    long waitingSince = asked.stream().filter(time -> time <= at - SETTLED_MICROS).count();
    long served = java.util.Arrays.stream(invited).filter(time -> time <= at).count();
    return waitingSince > served;
  }

  private static boolean isInvite(SipMessage message) {
    return !message.sent() && message.firstLine().startsWith("INVITE ");
  }

  /// How many offers reached the agents' phones: one INVITE received for each.
  static long offered(Collection<List<SipMessage>> agents) {
    return agents.stream()
        .flatMap(List::stream)
        .filter(Dispatch::isInvite)
        .map(SipMessage::callId)
        .distinct()
        .count();
  }

  /// How many calls the agents answered: one ACK received for each.
  static long answered(Collection<List<SipMessage>> agents) {
    return agents.stream()
        .flatMap(List::stream)
        .filter(message -> !message.sent() && message.firstLine().startsWith("ACK "))
        .map(SipMessage::callId)
        .distinct()
        .count();
  }

  /// When each of these calls' last key had ended, in microseconds.
  static List<Long> asked(Stream<Step> steps) {
    var last = new java.util.HashMap<String, Long>();
    steps
        .filter(step -> step.name().equals("key"))
        .forEach(step -> last.merge(step.callId(), step.micros(), Math::max));
    return List.copyOf(last.values());
  }
}

package org.city311.loadtest.simulate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.Decision;
import org.jspecify.annotations.Nullable;

/// What happened last, for whoever has to find out why an invariant broke.
final class Trail {
  /// Entries that are kept.
  private static final int LENGTH = 40;

  private record Entry(Instant at, String who, Object event, @Nullable Decision decision) {}

  private final Deque<Entry> entries = new ArrayDeque<>();

  /// @param who server, or what else did something
  /// @param decision null where none followed
  void add(Instant at, String who, Object event, @Nullable Decision decision) {
    if (entries.size() == LENGTH) {
      entries.removeFirst();
    }
    entries.add(new Entry(at, who, event, decision));
  }

  @Override
  public String toString() {
    return entries.stream().map(Trail::line).collect(Collectors.joining("\n"));
  }

  private static String line(Entry entry) {
    String text = "  " + entry.at + " " + entry.who + ": " + brief(entry.event);
    Decision decision = entry.decision;
    if (decision == null) {
      return text;
    }
    String orders =
        decision.commands().stream()
            .filter(command -> !(command instanceof AcdCommand.Wake))
            .map(Trail::brief)
            .collect(Collectors.joining(", "));
    return text
        + (orders.isEmpty() ? "" : " -> " + orders)
        + (decision.ignored().isEmpty() ? "" : " (ignored: " + decision.ignored() + ")")
        + (decision.problems().isEmpty() ? "" : " (impossible: " + decision.problems() + ")");
  }

  private static String brief(Object event) {
    return switch (event) {
      case AcdCommand.RingAgent ring -> "RingAgent[" + ring.offer() + ", " + ring.agent().id() + "]";
      case AcdCommand.Treat treat -> "Treat[" + treat.call().id() + ", " + treat.treatment() + "]";
      case AcdEvent.RoutingChanged _ -> "RoutingChanged";
      case AcdEvent.SwitchSeen seen ->
          "SwitchSeen[asOf="
              + seen.asOf()
              + ", callers="
              + seen.view().callers().keySet()
              + ", offers="
              + seen.view().offers()
              + (seen.view().restarted() ? ", restarted]" : "]");
      default -> event.toString();
    };
  }
}

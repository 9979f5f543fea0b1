package org.city311.loadtest.simulate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.Decision;
import org.jspecify.annotations.Nullable;

/// What happened last, for whoever has to find out why an invariant broke.
final class Trail {
  /// Entries that are kept.
  private static final int LENGTH = 50_000;

  /// Entries that are shown in any case, and of those before them that name whom it is about.
  private static final int LAST = 10;

  private static final int ABOUT = 40;

  /// Longer lists are only counted.
  private static final int SHOWN = 8;

  private static final Pattern NAMES = Pattern.compile("\\b(call|agent)-\\d+");

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

  /// What happened to those whom a text names, and the very last.
  String about(String text) {
    Set<String> names =
        NAMES.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    List<String> about = new ArrayList<>();
    int left = entries.size();
    for (Entry entry : entries) {
      String line = line(entry);
      boolean named =
          NAMES.matcher(line).results().map(MatchResult::group).anyMatch(names::contains);
      boolean lasts = left-- <= LAST;
      if (named || lasts || entry.decision == null) {
        about.add(line);
      }
    }
    return String.join("\n", about.subList(Math.max(0, about.size() - ABOUT - LAST), about.size()));
  }

  private static String line(Entry entry) {
    String text = "  " + entry.at + " " + entry.who + ": " + brief(entry.event);
    Decision decision = entry.decision;
    if (decision == null) {
      return text;
    }
    List<String> orders =
        decision.commands().stream()
            .filter(command -> !(command instanceof AcdCommand.Wake))
            .map(Trail::brief)
            .toList();
    return text
        + (orders.isEmpty() ? "" : " -> " + few(orders))
        + (decision.ignored().isEmpty() ? "" : " (ignored: " + few(decision.ignored()) + ")")
        + (decision.problems().isEmpty() ? "" : " (impossible: " + few(decision.problems()) + ")");
  }

  private static String few(Collection<?> all) {
    return all.size() <= SHOWN ? all.toString() : all.size() + " of them";
  }

  private static String brief(Object event) {
    return switch (event) {
      case AcdCommand.RingAgent ring ->
          "RingAgent[" + ring.offer() + ", " + ring.agent().id() + "]";
      case AcdCommand.Treat treat -> "Treat[" + treat.call().id() + ", " + treat.treatment() + "]";
      case AcdEvent.RoutingChanged _ -> "RoutingChanged";
      case AcdEvent.ForCall forCall -> forCall.call() + " " + forCall.input();
      case AcdEvent.SwitchSeen seen ->
          "SwitchSeen[asOf="
              + seen.asOf()
              + ", callers="
              + few(seen.view().callers().keySet())
              + ", offers="
              + few(seen.view().offers().entrySet())
              + ", started="
              + seen.view().started()
              + "]";
      default -> event.toString();
    };
  }
}

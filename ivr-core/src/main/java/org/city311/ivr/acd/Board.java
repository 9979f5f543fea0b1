package org.city311.ivr.acd;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// All calls and agents, with the two orders that a match needs: waiting calls by the time they asked
/// for a person, and free agents by how long they have been idle. Both heads are found in O(log n).
/// Not thread-safe.
final class Board {
  private static final Comparator<Call> LONGEST_WAITING =
      Comparator.comparing(Board::queuedAt).thenComparing(call -> call.id().value());
  private static final Comparator<Agent> LONGEST_IDLE =
      Comparator.comparing(Agent::idleSince).thenComparing(Agent::id);

  private final Map<CallId, Call> calls = new HashMap<>();
  private final Map<AgentId, Agent> agents = new HashMap<>();
  private final Map<String, AgentId> phones = new HashMap<>();
  private final Map<OfferId, AgentId> legs = new HashMap<>();
  private final Map<SkillGroupId, NavigableSet<Call>> waiting = new HashMap<>();
  private final Map<SkillGroupId, NavigableSet<Agent>> free = new HashMap<>();

  @Nullable Call call(CallId id) {
    return calls.get(id);
  }

  @Nullable Agent agent(AgentId id) {
    return agents.get(id);
  }

  Collection<Call> calls() {
    return List.copyOf(calls.values());
  }

  Collection<Agent> agents() {
    return List.copyOf(agents.values());
  }

  /// The agent whose phone has this channel.
  @Nullable Agent agentOf(OfferId offer) {
    AgentId id = legs.get(offer);
    return id == null ? null : agents.get(id);
  }

  @Nullable Agent agentAt(String phone) {
    AgentId id = phones.get(phone);
    return id == null ? null : agents.get(id);
  }

  void put(Call call) {
    Call before = calls.put(call.id(), call);
    if (before != null && isWaiting(before)) {
      queue(before).remove(before);
    }
    if (isWaiting(call)) {
      queue(call).add(call);
    }
  }

  void remove(CallId id) {
    Call before = calls.remove(id);
    if (before != null && isWaiting(before)) {
      queue(before).remove(before);
    }
  }

  void put(Agent agent) {
    Agent before = agents.put(agent.id(), agent);
    if (before != null) {
      phones.remove(before.profile().phone());
      offerOf(before).ifPresent(legs::remove);
      if (before.canTakeCall()) {
        before.profile().groups().forEach(group -> freeIn(group).remove(before));
      }
    }
    phones.put(agent.profile().phone(), agent.id());
    offerOf(agent).ifPresent(offer -> legs.put(offer, agent.id()));
    if (agent.canTakeCall()) {
      agent.profile().groups().forEach(group -> freeIn(group).add(agent));
    }
  }

  /// The call that an agent of these groups should take next.
  Optional<Call> nextFor(Agent agent) {
    return agent.profile().groups().stream()
        .map(group -> waiting.get(group))
        .filter(queue -> queue != null && !queue.isEmpty())
        .map(NavigableSet::first)
        .min(LONGEST_WAITING);
  }

  /// The agent who should take this call.
  Optional<Agent> freeFor(Call call) {
    NavigableSet<Agent> candidates = free.get(call.group());
    return candidates == null || candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.first());
  }

  static boolean isWaiting(Call call) {
    return call.state() instanceof CallState.Waiting;
  }

  static Optional<OfferId> offerOf(Agent agent) {
    return switch (agent.activity()) {
      case Activity.Offered offered -> Optional.of(offered.offer());
      case Activity.Talking talking -> Optional.of(talking.offer());
      case Activity.Idle _ -> Optional.empty();
      case Activity.WrapUp _ -> Optional.empty();
    };
  }

  private static Instant queuedAt(Call call) {
    return Objects.requireNonNull(call.times().queued(), "a waiting call has a place");
  }

  private NavigableSet<Call> queue(Call call) {
    SkillGroupId group = Objects.requireNonNull(call.group(), "a waiting call has a group");
    return waiting.computeIfAbsent(group, _ -> new TreeSet<>(LONGEST_WAITING));
  }

  private NavigableSet<Agent> freeIn(SkillGroupId group) {
    return free.computeIfAbsent(group, _ -> new TreeSet<>(LONGEST_IDLE));
  }

  static List<Call> byWait(Collection<Call> calls) {
    return calls.stream().filter(Board::isWaiting).sorted(LONGEST_WAITING).toList();
  }

  static List<Agent> byIdleTime(Collection<Agent> agents) {
    return agents.stream().filter(Agent::canTakeCall).sorted(LONGEST_IDLE).toList();
  }
}

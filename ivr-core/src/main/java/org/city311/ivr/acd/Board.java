package org.city311.ivr.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Consult;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// All calls and agents, and a lane for each need there is: both heads of a match are found in
/// O(log n). Not thread-safe.
final class Board {
  /// Lanes that nobody waits in are kept, as the next caller may have the same need; beyond this many
  /// they are cleared away.
  private static final int MAX_IDLE_LANES = 5_000;

  /// As many agents are looked through for each call at most.
  private static final int MAX_FRESH = 8;

  private final CallOrder order;
  private final Map<CallId, Call> calls = new HashMap<>();
  private final Map<AgentId, Agent> agents = new HashMap<>();
  private final Map<String, AgentId> phones = new HashMap<>();
  private final Map<OfferId, AgentId> legs = new HashMap<>();
  private final Map<ConsultId, Consult> consults = new HashMap<>();
  private final Map<Lane.Kind, Lane> lanes = new HashMap<>();
  private final Map<SkillGroupId, List<Lane>> lanesOfGroup = new HashMap<>();
  private final Map<AgentId, List<Lane>> lanesOfAgent = new HashMap<>();
  private final Map<AgentId, Served> servedBy = new HashMap<>();

  /// Agents who have just become free and are in no lane yet: most are offered a call at once, and need
  /// not be put into all their lanes and taken out again.
  private final Map<AgentId, Agent> fresh = new LinkedHashMap<>();

  /// Number to the callback to it that stands in the queue or is under way.
  private final Map<CallerNumber, CallId> callbacks = new HashMap<>();

  /// Agents for whose sake a resident is called who is to be called first.
  private final Map<AgentId, CallId> calledFor = new HashMap<>();

  /// Who has been among them, and for whose sake another may be called now.
  private final Set<AgentId> noLongerCalledFor = new LinkedHashSet<>();

  private final Map<SkillGroupId, Integer> waitingIn = new HashMap<>();
  private final Map<SkillGroupId, SkillGroup> groups = new HashMap<>();
  private final Map<AgentId, Integer> places = new HashMap<>();
  private Routing routing;

  Board(Routing routing, CallOrder order) {
    this.order = order;
    this.routing = routing;
    learn(routing);
  }

  Routing routing() {
    return routing;
  }

  /// The group that serves this call first. A group that was taken away is stood in for by the first.
  SkillGroup groupOf(Call call) {
    SkillGroup own = groups.get(call.group());
    return own != null ? own : routing.groups().getFirst();
  }

  /// Whether the agent is to be there.
  boolean isRouted(AgentId id) {
    return places.containsKey(id);
  }

  @Nullable SkillGroup group(SkillGroupId id) {
    return groups.get(id);
  }

  /// From now on everything is as this says; calls and agents stay.
  void reroute(Routing next) {
    routing = next;
    learn(next);
    lanes.clear();
    lanesOfGroup.clear();
    lanesOfAgent.clear();
    servedBy.clear();
    fresh.clear();
    waitingIn.clear();
    calls.values().stream().filter(Board::isWaiting).forEach(this::line);
  }

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

  @Nullable Consult consult(ConsultId id) {
    return consults.get(id);
  }

  /// The consult of the agent who asks from this channel; null for none.
  @Nullable Consult consultOf(OfferId leg) {
    return consults.values().stream()
        .filter(consult -> consult.aside() != null && consult.aside().leg().equals(leg))
        .findFirst()
        .orElse(null);
  }

  /// Whether this channel belongs to a consult.
  boolean isOfConsult(OfferId leg) {
    return consults.containsKey(new ConsultId(leg.value())) || consultOf(leg) != null;
  }

  /// All that go on.
  List<Consult> consults() {
    return List.copyOf(consults.values());
  }

  @Nullable Agent agentAt(String phone) {
    AgentId id = phones.get(phone);
    return id == null ? null : agents.get(id);
  }

  /// The callback to this number, with a country's code or without, that is not over; null for none.
  @Nullable CallId callbackTo(String number) {
    return CallerNumber.of(number).map(callbacks::get).orElse(null);
  }

  /// How many callbacks are not over.
  int callbacks() {
    return callbacks.size();
  }

  /// Calls that wait in this group, as the one they asked for.
  int waitingIn(SkillGroupId group) {
    return waitingIn.getOrDefault(group, 0);
  }

  /// Calls that wait for this agent and nobody else.
  List<Call> waitingFor(AgentId agent) {
    return lanesOfAgent.getOrDefault(agent, List.of()).stream()
        .flatMap(lane -> lane.calls().stream())
        .toList();
  }

  void put(Call call) {
    Call before = calls.put(call.id(), call);
    unline(before);
    if (before != null && before.state() instanceof CallState.Calling(AgentId agent, _)) {
      calledFor.remove(agent, call.id());
      noLongerCalledFor.add(agent);
    }
    if (call.state() instanceof CallState.Calling(AgentId agent, _)) {
      calledFor.put(agent, call.id());
    }
    if (call.callback() != null) {
      CallerNumber.of(call.callback().number()).ifPresent(number -> put(number, call));
    }
    if (isWaiting(call)) {
      line(call);
    }
  }

  private void put(CallerNumber number, Call callback) {
    if (callback.isEnded()) {
      callbacks.remove(number, callback.id());
    } else {
      callbacks.put(number, callback.id());
    }
  }

  /// Agents for whose sake no resident is called any more, since this was last asked.
  List<Agent> noLongerCalledFor() {
    List<Agent> free =
        noLongerCalledFor.stream().flatMap(id -> Stream.ofNullable(agents.get(id))).toList();
    noLongerCalledFor.clear();
    return free;
  }

  void remove(CallId id) {
    unline(calls.remove(id));
  }

  void put(Agent agent) {
    withdraw(agents.put(agent.id(), agent));
    String phone = agent.profile().phone();
    AgentId owner = phones.get(phone);
    // One who is no longer to be there leaves the phone to whoever has it now.
    if (owner == null || isRouted(agent.id()) || !isRouted(owner)) {
      phones.put(phone, agent.id());
    }
    offerOf(agent).ifPresent(offer -> legs.put(offer, agent.id()));
    if (agent.consult() != null) {
      consults.put(agent.consult().id(), agent.consult());
    }
    if (agent.canTakeCall()) {
      if (fresh.size() >= MAX_FRESH) {
        settle();
      }
      fresh.put(agent.id(), agent);
    }
  }

  void remove(AgentId id) {
    withdraw(agents.remove(id));
    servedBy.remove(id);
  }

  /// The call that this agent should take next.
  Optional<Call> nextFor(Agent agent) {
    Map.Entry<CallOrder.Place, Call> best = null;
    for (Lane lane : lanesFor(agent)) {
      Map.Entry<CallOrder.Place, Call> next = isFor(lane, agent) ? lane.next() : null;
      if (next != null && (best == null || next.getKey().compareTo(best.getKey()) < 0)) {
        best = next;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.getValue());
  }

  /// The agent who should take this call.
  Optional<Agent> freeFor(Call call) {
    Lane lane = lanes.get(kindOf(call));
    return lane == null
        ? Optional.empty()
        : Optional.ofNullable(lane.firstFree(fresh.values(), agent -> isFor(lane, agent)));
  }

  /// For each free agent one resident is called at most, as long as none is there.
  private boolean isFor(Lane lane, Agent agent) {
    return lane.kind.turn() == Lane.Turn.OFFERED || !calledFor.containsKey(agent.id());
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

  List<Call> inOrder(Collection<Call> some) {
    return some.stream().filter(Board::isWaiting).sorted(order).toList();
  }

  /// Of these calls and of those that these agents should take, the one that goes first and can go.
  Optional<Call> first(Collection<Call> some, Collection<Agent> takers) {
    Call best = null;
    for (Call known : some) {
      Call call = calls.get(known.id());
      if (call != null && isWaiting(call) && freeFor(call).isPresent()) {
        best = earlier(best, call);
      }
    }
    for (Agent known : takers) {
      Agent agent = agents.get(known.id());
      if (agent != null && agent.canTakeCall()) {
        best = earlier(best, nextFor(agent).orElse(null));
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Call earlier(@Nullable Call one, @Nullable Call other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return order.compare(one, other) <= 0 ? one : other;
  }

  private void learn(Routing next) {
    groups.clear();
    next.groups().forEach(group -> groups.put(group.id(), group));
    places.clear();
    next.agents().forEach(agent -> places.put(agent.id(), places.size()));
  }

  private Lane.Kind kindOf(Call call) {
    Need need =
        Need.of(
            call,
            Objects.requireNonNull(call.demand(), "a waiting call has a demand"),
            groupOf(call));
    Callback wish = call.callback();
    return new Lane.Kind(
        need,
        wish != null && wish.isToBeCalledFirst() ? Lane.Turn.CALLED_FIRST : Lane.Turn.OFFERED);
  }

  private Collection<Lane> lanesFor(Agent agent) {
    List<Lane> direct = lanesOfAgent.get(agent.id());
    if (direct == null) {
      return sharedLanesFor(agent.profile());
    }
    List<Lane> all = new ArrayList<>(direct);
    all.addAll(sharedLanesFor(agent.profile()));
    return all;
  }

  /// Found once for each agent, and again when a lane has come or gone.
  private Collection<Lane> sharedLanesFor(AgentProfile profile) {
    Served served = servedBy.get(profile.id());
    if (served == null || !served.profile().equals(profile)) {
      Set<Lane> mine = new LinkedHashSet<>();
      for (SkillGroupId group : profile.groups().keySet()) {
        for (Lane lane : lanesOfGroup.getOrDefault(group, List.of())) {
          if (lane.need.canBeServedBy(profile)) {
            mine.add(lane);
          }
        }
      }
      served = new Served(profile, List.copyOf(mine));
      servedBy.put(profile.id(), served);
    }
    return served.lanes();
  }

  /// The lanes that an agent of this profile serves, among others.
  private record Served(AgentProfile profile, List<Lane> lanes) {}

  private void line(Call call) {
    lanes.computeIfAbsent(kindOf(call), this::open).add(call);
    waitingIn.merge(groupOf(call).id(), 1, Integer::sum);
  }

  private void unline(@Nullable Call before) {
    if (before == null || !isWaiting(before)) {
      return;
    }
    waitingIn.merge(groupOf(before).id(), -1, Integer::sum);
    Lane lane = Objects.requireNonNull(lanes.get(kindOf(before)), "a waiting call has a lane");
    lane.remove(before);
    if (lane.isEmpty() && (lane.need.direct() != null || lanes.size() > MAX_IDLE_LANES)) {
      close(lane);
    }
  }

  /// Puts those who have stayed free into their lanes.
  private void settle() {
    for (Agent agent : fresh.values()) {
      for (Lane lane : lanesFor(agent)) {
        lane.free.add(agent);
      }
    }
    fresh.clear();
  }

  private Lane open(Lane.Kind kind) {
    settle();
    Need need = kind.need();
    SkillGroup group = Objects.requireNonNull(groups.get(need.group()));
    Lane lane =
        new Lane(
            kind, group.strategy(), order, agent -> places.getOrDefault(agent, Integer.MAX_VALUE));
    if (need.direct() != null) {
      lanesOfAgent.computeIfAbsent(need.direct(), _ -> new ArrayList<>()).add(lane);
    } else {
      servedBy.clear();
      need.groups()
          .forEach(id -> lanesOfGroup.computeIfAbsent(id, _ -> new ArrayList<>()).add(lane));
    }
    candidates(need)
        .filter(agent -> agent.canTakeCall() && need.canBeServedBy(agent.profile()))
        .forEach(lane.free::add);
    return lane;
  }

  private Stream<Agent> candidates(Need need) {
    return need.direct() == null
        ? agents.values().stream()
        : Stream.ofNullable(agents.get(need.direct()));
  }

  private void close(Lane lane) {
    lanes.remove(lane.kind);
    if (lane.need.direct() != null) {
      drop(lanesOfAgent, Set.of(lane.need.direct()), lane);
    } else {
      servedBy.clear();
      drop(lanesOfGroup, lane.need.groups(), lane);
    }
  }

  private static <K> void drop(Map<K, List<Lane>> index, Set<K> keys, Lane lane) {
    for (K key : keys) {
      index.computeIfPresent(
          key,
          (_, list) -> {
            list.remove(lane);
            return list.isEmpty() ? null : list;
          });
    }
  }

  private void withdraw(@Nullable Agent before) {
    if (before == null) {
      return;
    }
    phones.remove(before.profile().phone(), before.id());
    offerOf(before).ifPresent(legs::remove);
    if (before.consult() != null) {
      consults.remove(before.consult().id());
    }
    if (before.canTakeCall() && fresh.remove(before.id()) == null) {
      for (Lane lane : lanesFor(before)) {
        lane.free.remove(before);
      }
    }
  }
}

package org.city311.ivr.estimate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.acd.Need;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.SkillGroup;

/// The calls that wait, a lane for each need.
final class Lanes {
  /// Lanes that nobody waits in are kept, as the next caller may have the same need; beyond this many
  /// they are closed.
  private static final int MAX_IDLE = 500;

  private record Place(Lane lane, Call call) {}

  private final CallOrder order;
  private final Crew crew;
  private final Map<Need, Lane> open = new HashMap<>();
  private final Map<CallId, Place> places = new HashMap<>();

  Lanes(CallOrder order, Crew crew) {
    this.order = order;
    this.crew = crew;
  }

  /// Puts a call where it belongs, wherever it was.
  void put(Call call, SkillGroup group) {
    remove(call.id());
    Lane lane = of(call, group);
    lane.waiting.add(call);
    places.put(call.id(), new Place(lane, call));
  }

  void remove(CallId id) {
    Place place = places.remove(id);
    if (place == null) {
      return;
    }
    Lane lane = place.lane();
    lane.waiting.remove(place.call());
    if (lane.waiting.isEmpty() && (lane.need.direct() != null || open.size() > MAX_IDLE)) {
      open.remove(lane.need);
      crew.close(lane);
    }
  }

  void clear() {
    open.values().forEach(crew::close);
    open.clear();
    places.clear();
  }

  /// The lane that a call of this group belongs to.
  Lane of(Call call, SkillGroup group) {
    Need need =
        Need.of(call, Objects.requireNonNull(call.demand(), "a queued call has a demand"), group);
    return open.computeIfAbsent(need, this::open);
  }

  private Lane open(Need need) {
    Lane lane = new Lane(need, order);
    crew.open(lane);
    return lane;
  }

  /// How many calls are served before this one: in its own lane, in lanes that share agents with it,
  /// and in those that share agents with these.
  Map<Lane, Integer> ahead(Call call, Lane own) {
    Map<Lane, Integer> ahead = new HashMap<>();
    Deque<Lane> next = new ArrayDeque<>(List.of(own));
    ahead.put(own, own.waiting.ahead(call));
    while (!next.isEmpty()) {
      for (Team team : next.remove().teams) {
        for (Lane lane : team.lanes) {
          if (!lane.waiting.isEmpty() && !ahead.containsKey(lane)) {
            int calls = lane.waiting.ahead(call);
            ahead.put(lane, calls);
            if (calls > 0) {
              next.add(lane);
            }
          }
        }
      }
    }
    ahead.values().removeIf(calls -> calls == 0);
    return ahead;
  }
}

package org.city311.ivr.centre;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.CallerNumber;
import org.city311.ivr.centre.Peers.Told;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed.Subscriber;
import org.city311.ivr.event.CentreFeed.Subscription;
import org.city311.ivr.routing.Routing;

/// This node's picture of all calls and agents, and those who watch it. Changed by the node's one
/// writer; read by anyone.
final class View implements AutoCloseable {
  private final Map<CallId, Call> calls = new ConcurrentHashMap<>();

  /// Number to the callback to it that is not over.
  private final Map<CallerNumber, Call> callbacks = new ConcurrentHashMap<>();

  private final Map<AgentId, Agent> agents = new ConcurrentHashMap<>();
  private final FeedHub everywhere = new FeedHub();
  private final FeedHub whereLed = new FeedHub();
  private volatile Routing routing;
  private volatile boolean switchUp;

  /// @param routing until another is known
  View(Routing routing) {
    this.routing = routing;
  }

  Collection<Call> calls() {
    return calls.values();
  }

  Optional<Call> callbackTo(String number) {
    return CallerNumber.of(number).map(callbacks::get);
  }

  private void put(Call call) {
    calls.put(call.id(), call);
    Callback wish = call.callback();
    if (wish != null) {
      CallerNumber.of(wish.number()).ifPresent(number -> put(number, call));
    }
  }

  private void put(CallerNumber number, Call callback) {
    if (callback.isEnded()) {
      callbacks.computeIfPresent(
          number, (_, known) -> known.id().equals(callback.id()) ? null : known);
    } else {
      callbacks.put(number, callback);
    }
  }

  Collection<Agent> agents() {
    return agents.values();
  }

  Map<CallId, Call> callsById() {
    return calls;
  }

  Map<AgentId, Agent> agentsById() {
    return agents;
  }

  Routing routing() {
    return routing;
  }

  boolean isSwitchUp() {
    return switchUp;
  }

  void setSwitchUp(boolean up) {
    switchUp = up;
  }

  /// Everything as it is.
  CentreEvent.Snapshot snapshot(Instant at) {
    return new CentreEvent.Snapshot(
        at, routing, List.copyOf(calls.values()), List.copyOf(agents.values()));
  }

  /// Everything anew: all who watch start again.
  void replace(CentreEvent.Snapshot all, boolean leads) {
    routing = all.routing();
    all.calls().forEach(this::put);
    all.agents().forEach(agent -> agents.put(agent.id(), agent));
    calls.keySet().retainAll(all.calls().stream().map(Call::id).collect(Collectors.toSet()));
    callbacks.values().removeIf(call -> !calls.containsKey(call.id()));
    agents.keySet().retainAll(all.agents().stream().map(Agent::id).collect(Collectors.toSet()));
    everywhere.feedAll(all);
    if (leads) {
      whereLed.feedAll(all);
    }
  }

  /// What one decision changes.
  void change(Told told, boolean leads) {
    if (told.routing() != null) {
      routing = told.routing();
    }
    told.calls().forEach(this::put);
    told.agents().forEach(agent -> agents.put(agent.id(), agent));
    told.forgotten().forEach(calls::remove);
    told.gone().forEach(agents::remove);
    everywhere.publish(told.events());
    if (leads) {
      whereLed.publish(told.events());
    }
  }

  Subscription watch(String name, Subscriber subscriber, Consumer<FeedHub.Reader> hungry) {
    return everywhere.subscribe(name, subscriber, hungry);
  }

  Subscription watchWhereLed(String name, Subscriber subscriber, Consumer<FeedHub.Reader> hungry) {
    return whereLed.subscribe(name, subscriber, hungry);
  }

  void feed(FeedHub.Reader reader, Instant at) {
    everywhere.feed(reader, snapshot(at));
  }

  /// One that watches only where this node leads gets its snapshot when it does.
  void feedWhereLed(FeedHub.Reader reader, Instant at, boolean leads) {
    if (leads) {
      whereLed.feed(reader, snapshot(at));
    } else {
      whereLed.add(reader);
    }
  }

  @Override
  public void close() {
    everywhere.close();
    whereLed.close();
  }
}

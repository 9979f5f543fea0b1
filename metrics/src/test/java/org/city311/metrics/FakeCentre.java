package org.city311.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Routing;
import org.city311.metrics.live.TestCity;

/// A call centre on paper: it keeps calls until their record is confirmed, as the real one does, and
/// delivers to each subscriber on a thread of its own.
public final class FakeCentre implements CentreFeed, AutoCloseable {
  private final InstantSource clock;
  private final Map<CallId, Call> calls = new LinkedHashMap<>();
  private final Map<AgentId, Agent> agents = new LinkedHashMap<>();
  private final List<CallId> confirmed = new CopyOnWriteArrayList<>();
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final List<Subscriber> direct = new CopyOnWriteArrayList<>();
  private Routing routing = TestCity.ROUTING;

  public FakeCentre(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Subscription subscribeWhereLed(String name, Subscriber subscriber) {
    return subscribe(name, subscriber);
  }

  @Override
  public synchronized Subscription subscribe(String name, Subscriber subscriber) {
    Delivery delivery = new Delivery(name, subscriber);
    deliveries.add(delivery);
    delivery.deliver(snapshot());
    return delivery;
  }

  @Override
  public synchronized void confirmRecorded(CallId call) {
    calls.remove(call);
    confirmed.add(call);
  }

  /// Delivers to one more subscriber, in the thread that makes the events.
  public synchronized void subscribeDirectly(Subscriber subscriber) {
    direct.add(subscriber);
    subscriber.on(snapshot());
  }

  public synchronized Call call(String id) {
    Call call = calls.get(new CallId(id));
    if (call == null) {
      throw new IllegalArgumentException("no call " + id);
    }
    return call;
  }

  /// Calls confirmed so far, in order, with repetitions.
  public List<CallId> confirmed() {
    return confirmed;
  }

  public synchronized CentreEvent.Snapshot snapshot() {
    return new CentreEvent.Snapshot(
        clock.instant(), routing, List.copyOf(calls.values()), List.copyOf(agents.values()));
  }

  public synchronized void reroute(Routing next) {
    routing = next;
    publish(new CentreEvent.RoutingChanged(clock.instant(), next));
  }

  /// Every subscriber missed something.
  public synchronized void gap() {
    publish(snapshot());
  }

  public synchronized Call arrives(String id) {
    Instant at = clock.instant();
    Call call = Call.arriving(new CallId(id), "3115550100", "311", "PJSIP/t-" + id, at);
    call = call.with(call.state(), call.times().ivrAnswered(at));
    calls.put(call.id(), call);
    publish(new CentreEvent.CallArrived(at, call));
    return call;
  }

  /// Changes a call in a way that nobody is told of.
  public synchronized void changes(String id, UnaryOperator<Call> how) {
    change(id, how);
  }

  public synchronized Call asksFor(String id, String group) {
    Instant at = clock.instant();
    Call call = change(id, c -> c.queuedFor(Demand.of(new SkillGroupId(group)), at));
    publish(new CentreEvent.CallQueued(at, call));
    return call;
  }

  /// The call ends, and its callback stands in the queue as `callback-ID`.
  public synchronized Call asksToBeCalledBack(String id) {
    Instant at = clock.instant();
    Callback wish =
        new Callback("3115550100", 3, Duration.ofMinutes(10), at.plus(Duration.ofHours(6)), null);
    Call callback = Call.back(call(id), wish, at);
    calls.put(callback.id(), callback);
    publish(new CentreEvent.CallbackAsked(at, callback));
    ends(id, Result.CALLED_BACK, Reason.ASKED_TO_BE_CALLED_BACK);
    return callback;
  }

  /// The resident is called, while an agent waits.
  public synchronized Call isCalledBack(String id) {
    Instant at = clock.instant();
    Call call = change(id, c -> c.withCallback(c.state(), wish(c).dialled(at)));
    publish(new CentreEvent.CallbackPlaced(at, call));
    return call;
  }

  /// The resident picks up.
  public synchronized Call picksUp(String id) {
    Call call = change(id, c -> c.withCallback(c.state(), wish(c).answered()));
    publish(new CentreEvent.CallbackReached(clock.instant(), call));
    return call;
  }

  /// The resident is called before any agent is, and a machine picks up.
  public synchronized Call isCalledFirstAndAMachinePicksUp(String id) {
    Call dialled = change(id, c -> c.withCallback(c.state(), first(c).dialled(clock.instant())));
    publish(new CentreEvent.CallbackPlaced(clock.instant(), dialled));
    picksUp(id);
    Call call = change(id, c -> c.withCallback(c.state(), wish(c).machine().offLine()));
    publish(new CentreEvent.CallbackMachine(clock.instant(), call));
    return call;
  }

  private static Callback first(Call call) {
    Callback wish = wish(call);
    return new Callback(
        wish.number(), 3, wish.pause(), wish.expires(), Callback.ResidentFirst.NOT_YET);
  }

  private static Callback wish(Call call) {
    return Objects.requireNonNull(call.callback());
  }

  public synchronized Call isOfferedTo(String id, String agent) {
    Instant at = clock.instant();
    OfferId offer = new OfferId("offer-" + id);
    Call call = change(id, c -> c.offeredTo(offer, new AgentId(agent), at));
    publish(new CentreEvent.CallOffered(at, call, offer, new AgentId(agent)));
    return call;
  }

  public synchronized Call offerFails(String id, String agent, OfferFailure failure) {
    Call call = change(id, c -> c.withState(new CallState.Waiting()));
    publish(
        new CentreEvent.OfferFailed(
            clock.instant(), call, new OfferId("offer-" + id), new AgentId(agent), failure));
    return call;
  }

  public synchronized Call isTreated(String id, Treatment treatment) {
    CallState treated = new CallState.Treated(treatment, clock.instant(), false);
    Call call = change(id, c -> c.withState(treated));
    publish(new CentreEvent.CallTreated(clock.instant(), call, treatment));
    return call;
  }

  public synchronized Call comesBack(String id) {
    Call call = change(id, c -> c.withState(new CallState.Waiting()));
    publish(new CentreEvent.CallBack(clock.instant(), call));
    return call;
  }

  public synchronized Call isAnswered(String id, String agent) {
    Instant at = clock.instant();
    CallState talking = new CallState.Talking(new OfferId("offer-" + id), new AgentId(agent));
    Call call = change(id, c -> c.with(talking, c.times().answered(at)));
    publish(new CentreEvent.CallAnswered(at, call));
    return call;
  }

  public synchronized Call talkEnds(String id) {
    Instant at = clock.instant();
    Call call = change(id, c -> c.with(new CallState.Leaving(), c.times().talkEnded(at)));
    publish(new CentreEvent.TalkEnded(at, call));
    return call;
  }

  public synchronized Call ends(String id, Result result, Reason reason) {
    Call call = endsUnheard(id, result, reason);
    publish(new CentreEvent.CallEnded(clock.instant(), call));
    return call;
  }

  /// The call ends, and nobody is told.
  public synchronized Call endsUnheard(String id, Result result, Reason reason) {
    CallState over = new CallState.Ended(new Termination(result, reason));
    return change(id, c -> c.with(over, c.times().ended(clock.instant())));
  }

  public synchronized void set(Agent agent) {
    Agent before = agents.put(agent.id(), agent);
    if (before != null) {
      publish(new CentreEvent.AgentChanged(clock.instant(), before, agent));
    }
  }

  public synchronized void leaves(AgentId agent) {
    agents.remove(agent);
    publish(new CentreEvent.AgentGone(clock.instant(), agent));
  }

  /// A whole answered call, all at one instant.
  public synchronized void answeredCall(String id, String group, String agent) {
    arrives(id);
    asksFor(id, group);
    isOfferedTo(id, agent);
    isAnswered(id, agent);
    talkEnds(id);
    ends(id, Result.ANSWERED, Reason.CALLER_HUNG_UP);
  }

  private Call change(String id, Function<Call, Call> how) {
    Call next = how.apply(call(id));
    calls.put(next.id(), next);
    return next;
  }

  private void publish(CentreEvent event) {
    direct.forEach(subscriber -> subscriber.on(event));
    deliveries.forEach(delivery -> delivery.deliver(event));
  }

  @Override
  public void close() {
    new ArrayList<>(deliveries).forEach(Delivery::close);
  }

  private final class Delivery implements Subscription {
    private final Subscriber subscriber;
    private final ExecutorService thread;

    Delivery(String name, Subscriber subscriber) {
      this.subscriber = subscriber;
      this.thread =
          Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
    }

    void deliver(CentreEvent event) {
      thread.execute(() -> subscriber.on(event));
    }

    @Override
    public void close() {
      deliveries.remove(this);
      thread.shutdownNow();
    }
  }
}

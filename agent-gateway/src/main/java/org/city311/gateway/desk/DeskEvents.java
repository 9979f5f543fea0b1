package org.city311.gateway.desk;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.city311.gateway.http.Answers;
import org.city311.gateway.http.Requests;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.jspecify.annotations.Nullable;

/// `GET /api/agents/{id}/desk/events` and `GET /api/floor/events`: the stream of one desk, and of the floor, as
/// Server-Sent Events.
///
/// A desk gets its whole state at once and after each change of its agent or call; the floor at most ten times a
/// second. What is sent is read when it is sent: it is never older than the change. Safe for any thread.
public final class DeskEvents implements CentreFeed.Subscriber, AutoCloseable {
  /// Streams open at a time, at this node.
  static final int MAX_STREAMS = 2_000;

  /// Streams of one desk: a page, one that is being loaded anew, and one that did not say goodbye.
  static final int MAX_STREAMS_OF_ONE = 4;

  private static final Duration FLOOR_AT_MOST_EVERY = Duration.ofMillis(100);
  private static final Duration ALIVE_EVERY = Duration.ofSeconds(15);
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Vertx vertx;
  private final Context context;
  private final CallCentre centre;
  private final InstantSource clock;
  private final DeskJson desk;
  private final FloorJson floor;
  private final Map<AgentId, Set<EventStream>> desks = new ConcurrentHashMap<>();
  private final Set<EventStream> floors = ConcurrentHashMap.newKeySet();
  private final Set<AgentId> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean floorChanged = new AtomicBoolean();
  private final AtomicInteger open = new AtomicInteger();
  private final long floorTimer;
  private final long aliveTimer;
  private CentreFeed.@Nullable Subscription subscription;

  /// @param order in which calls are served
  public DeskEvents(Vertx vertx, CallCentre centre, InstantSource clock, CallOrder order) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.centre = centre;
    this.clock = clock;
    this.desk = new DeskJson(centre);
    this.floor = new FloorJson(centre, order);
    this.floorTimer = vertx.setPeriodic(FLOOR_AT_MOST_EVERY.toMillis(), _ -> sendFloor());
    this.aliveTimer = vertx.setPeriodic(ALIVE_EVERY.toMillis(), _ -> sayAlive());
  }

  /// @param rule lets through who may; it answers the others
  public void mount(Router router, Handler<RoutingContext> rule) {
    router.get("/api/agents/:id/desk/events").handler(rule).handler(this::openDesk);
    router.get("/api/floor").handler(rule).handler(this::showFloor);
    router
        .get("/api/floor/events")
        .handler(rule)
        .handler(context -> openOne(context, floors, this::floorEvent));
  }

  /// Begins to hear of changes.
  public void start() {
    subscription = centre.subscribe("desks", this);
  }

  @Override
  public void on(CentreEvent event) {
    switch (event) {
      case CentreEvent.Snapshot snapshot -> snapshot.agents().forEach(agent -> change(agent.id()));
      case CentreEvent.AgentChanged e -> change(e.agent().id());
      case CentreEvent.AgentGone e -> change(e.agent());
      case CentreEvent.OfCall e -> {
        if (e.call().agent() != null) {
          change(e.call().agent());
        }
      }
      case CentreEvent.Notice notice -> tell(notice);
      case CentreEvent.RoutingChanged _ -> {}
    }
    floorChanged.set(true);
  }

  private void change(AgentId agent) {
    if (desks.containsKey(agent) && changed.add(agent)) {
      context.runOnContext(_ -> sendDesk(agent));
    }
  }

  private void sendDesk(AgentId agent) {
    // First, so that what changes from here on is sent once more.
    changed.remove(agent);
    Set<EventStream> streams = desks.getOrDefault(agent, Set.of());
    if (!streams.isEmpty()) {
      Buffer event = deskEvent(agent);
      streams.forEach(stream -> stream.send(event));
    }
  }

  private Buffer deskEvent(AgentId id) {
    return EventStream.event(
        "desk",
        centre
            .agent(id)
            .map(agent -> desk.desk(agent, clock.instant()))
            .orElseGet(() -> new JsonObject().putNull("agent")));
  }

  private Buffer floorEvent() {
    return EventStream.event("floor", floor.floor(clock.instant()));
  }

  private void sendFloor() {
    if (!floors.isEmpty() && floorChanged.getAndSet(false)) {
      Buffer event = floorEvent();
      floors.forEach(stream -> stream.send(event));
    }
  }

  private void sayAlive() {
    desks.values().forEach(streams -> streams.forEach(EventStream::alive));
    floors.forEach(EventStream::alive);
  }

  private void tell(CentreEvent.Notice notice) {
    Buffer event =
        EventStream.event(
            "message",
            new JsonObject()
                .put("at", DeskJson.time(notice.at()))
                .put("from", notice.from())
                .put("text", notice.text()));
    desks.values().forEach(streams -> streams.forEach(stream -> stream.send(event)));
    floors.forEach(stream -> stream.send(event));
  }

  private void showFloor(RoutingContext context) {
    Answers.json(context, floor.floor(clock.instant()));
  }

  private void openDesk(RoutingContext context) {
    Optional<AgentId> id =
        Requests.id(context).map(AgentId::new).filter(agent -> centre.agent(agent).isPresent());
    if (id.isEmpty()) {
      Answers.error(context, 404, "no such agent; GET /api/agents lists them");
      return;
    }
    Set<EventStream> streams = desks.computeIfAbsent(id.get(), _ -> ConcurrentHashMap.newKeySet());
    if (streams.size() >= MAX_STREAMS_OF_ONE) {
      refuse(context, "too many streams of this desk are open; close the other pages");
    } else {
      openOne(context, streams, () -> deskEvent(id.get()));
    }
  }

  private void openOne(RoutingContext request, Set<EventStream> among, Supplier<Buffer> beginning) {
    if (open.incrementAndGet() > MAX_STREAMS) {
      open.decrementAndGet();
      refuse(request, "too many streams are open; try again in a few seconds");
      return;
    }
    EventStream[] self = new EventStream[1];
    EventStream stream =
        new EventStream(
            request,
            () -> {
              if (among.remove(self[0])) {
                open.decrementAndGet();
              }
            });
    self[0] = stream;
    // Before its state is read, so that no change falls in between.
    among.add(stream);
    stream.send(beginning.get());
  }

  private static void refuse(RoutingContext context, String why) {
    context.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
    Answers.error(context, 503, why);
  }

  /// Streams open now.
  public int openStreams() {
    return open.get();
  }

  @Override
  public void close() {
    vertx.cancelTimer(floorTimer);
    vertx.cancelTimer(aliveTimer);
    if (subscription != null) {
      subscription.close();
    }
    desks.values().forEach(streams -> Set.copyOf(streams).forEach(EventStream::end));
    Set.copyOf(floors).forEach(EventStream::end);
  }
}

package org.city311.ivr.centre;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.Peers.Forwarded;
import org.city311.ivr.centre.Peers.Mark;
import org.city311.ivr.centre.Peers.Told;
import org.city311.ivr.centre.Peers.Whole;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One term of deciding: each decision is saved, then carried out, then told to the feed and to the
/// other nodes. Used by the writer alone.
final class Leader {
  /// How far this node's clock may be behind the last leader's to be waited for.
  static final Duration MAX_SKEW = Duration.ofSeconds(10);

  private static final Duration NOTABLE_SKEW = Duration.ofMillis(100);
  private static final Logger log = LoggerFactory.getLogger(Leader.class);

  private final Acd acd;
  private final CentreStore store;
  private final View view;
  private final Peers peers;
  private final InstantSource clock;
  private final Deeds deeds;

  /// Sender to the number of its last event: one that is sent twice is taken once.
  private final Map<String, Long> lastOf = new HashMap<>();

  private @Nullable Routing changedRouting;

  /// Whether the ACD has decided what could not be saved.
  private boolean unsaved;

  private Mark at;
  private Instant now;

  /// Begins a term: from here on this is what counts, for the store and for all nodes.
  Leader(
      long term,
      CallCentre.Plan plan,
      CentreStore store,
      View view,
      Peers peers,
      InstantSource clock,
      Deeds deeds) {
    this.store = store;
    this.view = view;
    this.peers = peers;
    this.clock = clock;
    this.deeds = deeds;
    this.at = new Mark(term, 0);
    // Asterisk takes its time to tell; meanwhile what was saved is taken up.
    deeds.lookAgain();
    CentreStore.Saved saved = store.load();
    Collection<Call> calls = withSeen(saved.calls());
    this.now = beginning(calls, saved.agents(), clock.instant());
    this.changedRouting = saved.routing();
    this.acd =
        new Acd(
            plan.acd(),
            changedRouting == null ? plan.routing() : changedRouting,
            calls,
            saved.agents(),
            now);
    saveAll();
    view.setSwitchUp(false);
    view.replace(acd.snapshot(now), true);
    remind();
    log.info("taken up: term={} calls={} agents={}", term, calls.size(), saved.agents().size());
  }

  /// What two members took with them that died at once may still be what this node has seen of it.
  private Collection<Call> withSeen(List<Call> saved) {
    Map<CallId, Call> all = new HashMap<>(view.callsById());
    saved.forEach(call -> all.put(call.id(), call));
    return all.values();
  }

  /// When it begins. A clock that is a little behind the last leader's stands still until it has caught up:
  /// whoever asks for a person next must not come before those who asked then.
  private static Instant beginning(Collection<Call> calls, List<Agent> agents, Instant clock) {
    Instant last =
        Stream.concat(
                calls.stream().flatMap(call -> Stream.ofNullable(call.times().queued())),
                agents.stream().map(Agent::since))
            .reduce(clock, (one, other) -> one.isBefore(other) ? other : one);
    Duration behind = Duration.between(clock, last);
    if (behind.compareTo(NOTABLE_SKEW) > 0) {
      log.warn("this node's clock is behind that of the last leader; use NTP: by={}", behind);
    }
    return behind.compareTo(MAX_SKEW) > 0 ? clock : last;
  }

  Mark at() {
    return at;
  }

  /// @throws RuntimeException if it could not be saved; then everyone has started again from what is
  void take(AcdEvent event) {
    try {
      decide(event);
    } catch (RuntimeException e) {
      recover();
      throw e;
    }
  }

  private void decide(AcdEvent event) {
    if (event instanceof AcdEvent.ForCall(var id, CallInput.Parked _) && !hasPlace(id)) {
      // It waits, and the node that spoke with it could not tell us: its channel knows its place.
      deeds.lookAgain();
    }
    Instant read = clock.instant();
    now = read.isBefore(now) ? now : read;
    Decision decision = acd.decide(event, now);
    view.setSwitchUp(acd.isSwitchUp());
    if (decision.routing() != null) {
      changedRouting = decision.routing();
    }
    if (unsaved) {
      saveAll();
    } else if (decision.changesState()) {
      store.save(decision);
    }
    decision.commands().forEach(command -> deeds.carryOut(command, now));
    Told told =
        new Told(
            peers.self(),
            at.next(),
            acd.isSwitchUp(),
            decision.calls(),
            decision.agents(),
            decision.routing(),
            decision.gone(),
            decision.forgotten(),
            decision.events());
    if (!told.isReminder()) {
      at = told.at();
      view.change(told, true);
      peers.tell(told);
    }
    deeds.count(decision);
  }

  private boolean hasPlace(CallId id) {
    Call call = acd.call(id);
    return call != null && call.times().queued() != null;
  }

  /// Takes what another node has sent, each event once.
  Peers.Taken take(Forwarded forwarded) {
    Set<Long> failed = new HashSet<>();
    long number = forwarded.first();
    for (AcdEvent event : forwarded.events()) {
      if (number > lastOf.getOrDefault(forwarded.sender(), 0L)) {
        lastOf.put(forwarded.sender(), number);
        try {
          take(event);
        } catch (RuntimeException e) {
          deeds.failed(e);
          failed.add(number);
        }
      }
      number++;
    }
    return new Peers.Taken(at, failed);
  }

  Whole whole() {
    return new Whole(
        at,
        acd.isSwitchUp(),
        view.routing(),
        List.copyOf(view.calls()),
        List.copyOf(view.agents()));
  }

  /// Once a second: whoever missed the last decision, or has just come, hears that there is one; and what
  /// the store has lost is saved again.
  void remind() {
    peers.tell(Told.reminder(peers.self(), at, acd.isSwitchUp()));
    if (store.isBehind()) {
      saveAll();
    }
  }

  private void saveAll() {
    CentreEvent.Snapshot all = acd.snapshot(now);
    store.begin(at.term(), new CentreStore.Saved(changedRouting, all.calls(), all.agents()));
    unsaved = false;
  }

  /// After a fault what was decided may not have been told: everyone starts again from what is.
  private void recover() {
    unsaved = true;
    view.replace(acd.snapshot(now), true);
    at = at.next();
    try {
      saveAll();
    } catch (RuntimeException e) {
      deeds.failed(e);
    }
  }
}

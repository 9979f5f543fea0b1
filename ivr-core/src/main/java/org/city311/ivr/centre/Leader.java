package org.city311.ivr.centre;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.Peers.Forwarded;
import org.city311.ivr.centre.Peers.Mark;
import org.city311.ivr.centre.Peers.Told;
import org.city311.ivr.centre.Peers.Whole;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// One term of deciding: each decision is saved, then carried out, then told to the feed and to the
/// other nodes. Used by the writer alone.
final class Leader {
  private final Acd acd;
  private final CentreStore store;
  private final View view;
  private final Peers peers;
  private final InstantSource clock;
  private final Actions actions;

  /// Sender to the number of its last event: one that is sent twice is taken once.
  private final Map<String, Long> lastOf = new HashMap<>();

  private @Nullable Routing changedRouting;
  private Mark at;
  private Instant now;

  /// Carries out what was decided.
  interface Actions {
    void carryOut(AcdCommand command, Instant now);

    void lookAgain();

    void count(Decision decision);

    void failed(RuntimeException fault);
  }

  /// Begins a term: from here on this is what counts, for the store and for all nodes.
  Leader(
      long term,
      CallCentre.Plan plan,
      CentreStore store,
      View view,
      Peers peers,
      InstantSource clock,
      Actions actions) {
    this.store = store;
    this.view = view;
    this.peers = peers;
    this.clock = clock;
    this.actions = actions;
    this.at = new Mark(term, 0);
    this.now = clock.instant();
    CentreStore.Saved saved = store.load();
    this.changedRouting = saved.routing();
    this.acd =
        new Acd(
            plan.acd(),
            changedRouting == null ? plan.routing() : changedRouting,
            withSeen(saved.calls()),
            saved.agents(),
            now);
    CentreEvent.Snapshot all = acd.snapshot(now);
    store.begin(term, new CentreStore.Saved(changedRouting, all.calls(), all.agents()));
    view.setSwitchUp(false);
    view.replace(all, true);
    remind();
    actions.lookAgain();
  }

  /// What two members took with them that died at once may still be what this node has seen of it.
  private Collection<Call> withSeen(List<Call> saved) {
    Map<CallId, Call> all = new HashMap<>(view.callsById());
    saved.forEach(call -> all.put(call.id(), call));
    return all.values();
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
      actions.lookAgain();
    }
    Instant read = clock.instant();
    now = read.isBefore(now) ? now : read;
    Decision decision = acd.decide(event, now);
    view.setSwitchUp(acd.isSwitchUp());
    if (decision.changesState()) {
      store.save(decision);
    }
    if (decision.routing() != null) {
      changedRouting = decision.routing();
    }
    decision.commands().forEach(command -> actions.carryOut(command, now));
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
    actions.count(decision);
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
          actions.failed(e);
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
      store.begin(
          at.term(),
          new CentreStore.Saved(
              changedRouting, List.copyOf(view.calls()), List.copyOf(view.agents())));
    }
  }

  /// After a fault what was decided may not have been told: everyone starts again from what is.
  private void recover() {
    CentreEvent.Snapshot all = acd.snapshot(now);
    view.replace(all, true);
    at = at.next();
    try {
      store.saveAll(all);
    } catch (RuntimeException e) {
      actions.failed(e);
    }
  }
}

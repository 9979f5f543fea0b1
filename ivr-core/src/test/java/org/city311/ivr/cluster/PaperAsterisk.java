package org.city311.ivr.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.leadership.Claim;
import org.city311.ivr.leadership.Heartbeats;

/// An Asterisk on paper that several nodes share: their heartbeats, the leader's claim, callers and
/// the phones that were rung.
final class PaperAsterisk {
  static final Duration FRESH = Duration.ofSeconds(3);

  private final Map<Integer, Long> beats = new TreeMap<>();
  private final Map<CallId, SwitchView.Caller> callers = new LinkedHashMap<>();
  private final Map<OfferId, Integer> rung = new LinkedHashMap<>();
  private final List<PaperNode> nodes = new CopyOnWriteArrayList<>();
  private Claim claim = Claim.NONE;
  private Instant started = Instant.now();

  void link(PaperNode node) {
    nodes.add(node);
  }

  void unlink(PaperNode node) {
    nodes.remove(node);
  }

  synchronized Heartbeats beat(int node) {
    long now = System.nanoTime();
    beats.put(node, now);
    Set<Integer> fresh = new HashSet<>();
    beats.forEach(
        (each, at) -> {
          if (now - at < FRESH.toNanos()) {
            fresh.add(each);
          }
        });
    return new Heartbeats(fresh, claim, now);
  }

  synchronized void claim(Claim said) {
    claim = said;
  }

  synchronized SwitchView view() {
    return new SwitchView(callers, Map.of(), Set.of(), Set.of("ana"), started);
  }

  /// Dies, and starts anew: all calls are gone, and what the nodes have written.
  synchronized void restart() {
    beats.clear();
    callers.clear();
    claim = Claim.NONE;
    started = Instant.now();
  }

  /// A caller reaches the waiting bridge; all nodes hear of it.
  void park(CallId id, SwitchView.Caller caller) {
    synchronized (this) {
      callers.put(id, caller);
    }
    AcdEvent parked = new AcdEvent.ForCall(id, new CallInput.Parked());
    nodes.forEach(node -> node.hear(parked));
  }

  /// A caller is in a menu.
  synchronized void answer(CallId id, SwitchView.Caller caller) {
    callers.put(id, caller);
  }

  synchronized void ring(OfferId offer, int by) {
    rung.putIfAbsent(offer, by);
  }

  /// The number of the node that rang a phone for the offer.
  synchronized int ringer(String offer) {
    return rung.getOrDefault(new OfferId(offer), 0);
  }

  /// The offers in the order in which phones were rung.
  synchronized List<String> rung() {
    return new ArrayList<>(rung.keySet()).stream().map(OfferId::value).toList();
  }
}

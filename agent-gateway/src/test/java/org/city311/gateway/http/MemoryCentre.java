package org.city311.gateway.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.centre.CentreStore;
import org.city311.ivr.switchboard.Switchboard;

/// A store that keeps nothing, and can be told to fail; a switchboard that has no switch.
final class MemoryCentre implements CentreStore, Switchboard {
  private volatile boolean failing;

  /// A real call centre on top of this, not yet started.
  CallCentre centre(InstantSource clock, AgentProfile... agents) {
    AcdSettings settings = new AcdSettings(Duration.ofSeconds(20), Duration.ofSeconds(10));
    return new CallCentre(settings, List.of(agents), this, this, clock);
  }

  /// From now on nothing can be saved.
  void fail() {
    failing = true;
  }

  @Override
  public Saved load() {
    return new Saved(List.of(), List.of());
  }

  @Override
  public void save(List<Call> calls, List<Agent> agents, Set<CallId> forgotten) {
    if (failing) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Override
  public void ring(OfferId offer, Call call, AgentProfile agent) {}

  @Override
  public void hangUp(OfferId offer) {}

  @Override
  public void lookAgain() {}
}

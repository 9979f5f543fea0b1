package org.city311.flows;

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

/// A real call centre that keeps nothing and has no switch.
final class MemoryCentre implements CentreStore, Switchboard {
  private MemoryCentre() {}

  /// A centre that is to be started.
  static CallCentre of(AgentProfile... agents) {
    MemoryCentre nothing = new MemoryCentre();
    return new CallCentre(
        new AcdSettings(Duration.ofSeconds(20), Duration.ofSeconds(10)),
        List.of(agents),
        nothing,
        nothing,
        InstantSource.system());
  }

  @Override
  public Saved load() {
    return new Saved(List.of(), List.of());
  }

  @Override
  public void save(List<Call> calls, List<Agent> agents, Set<CallId> forgotten) {}

  @Override
  public void ring(OfferId offer, Call call, AgentProfile agent) {}

  @Override
  public void hangUp(OfferId offer) {}

  @Override
  public void lookAgain() {}
}

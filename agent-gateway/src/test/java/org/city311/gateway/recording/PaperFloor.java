package org.city311.gateway.recording;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.ivr.agent.Activity;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;

/// A centre of the agent Ana and three groups, each with a rule of its own: `always`, `on-demand`, `never`.
final class PaperFloor implements Talks.Centre {
  static final Instant AT = Instant.parse("2026-03-02T14:00:00Z");
  static final AgentId ANA = new AgentId("ana");
  static final CallId CALL = new CallId("city-1.1");
  static final OfferId LEG = new OfferId("offer-city-1.1-1");

  private final AgentProfile profile =
      new AgentProfile(ANA, "Ana", "ana", Map.of(new SkillGroupId("always"), 1), Map.of(), null);
  private final Map<CallId, Call> calls = new HashMap<>();
  private final Routing routing =
      new Routing(
          List.of(
              group("always", RecordingRule.ALWAYS),
              group("on-demand", RecordingRule.ON_DEMAND),
              group("never", RecordingRule.NEVER)),
          List.of(profile));
  private Agent ana = Agent.signedOut(profile, AT).withPresence(new Presence.Ready(), AT);

  /// Ana talks on [#CALL], of this group.
  CentreEvent talks(String group) {
    calls.put(
        CALL,
        Call.arriving(CALL, "+14105550100", "311", "PJSIP/trunk-1", AT)
            .queuedFor(new Demand(new SkillGroupId(group), Map.of(), 0, null), AT));
    return does(new Activity.Talking(LEG, CALL, false));
  }

  CentreEvent holds(boolean held) {
    return does(new Activity.Talking(LEG, CALL, held));
  }

  CentreEvent hasHungUp() {
    return does(new Activity.Idle());
  }

  private CentreEvent does(Activity activity) {
    Agent before = ana;
    ana = ana.withActivity(activity, AT);
    return new CentreEvent.AgentChanged(AT, before, ana);
  }

  CentreEvent snapshot() {
    return new CentreEvent.Snapshot(AT, routing, List.copyOf(calls.values()), List.of(ana));
  }

  private static SkillGroup group(String id, RecordingRule rule) {
    return new SkillGroup(
        new SkillGroupId(id),
        Map.of("en", id),
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE,
        Announcements.USUAL,
        rule);
  }

  @Override
  public Optional<Agent> agent(AgentId id) {
    return id.equals(ANA) ? Optional.of(ana) : Optional.empty();
  }

  @Override
  public Optional<Call> call(CallId id) {
    return Optional.ofNullable(calls.get(id));
  }

  @Override
  public Routing routing() {
    return routing;
  }
}

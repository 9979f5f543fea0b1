package org.city311.gateway.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.centre.CentreStore;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.switchboard.Switchboard;

/// A store that keeps nothing, and can be told to fail; a switchboard that has no switch.
final class MemoryCentre implements CentreStore, Switchboard {
  private volatile boolean failing;

  /// A real call centre on top of this, not yet started.
  CallCentre centre(InstantSource clock, AgentProfile... agents) {
    AcdSettings settings =
        new AcdSettings(
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            1,
            Duration.ZERO,
            Duration.ofSeconds(30));
    return new CallCentre(settings, routing(agents), this, this, clock);
  }

  /// From now on nothing can be saved.
  void fail() {
    failing = true;
  }

  @Override
  public Saved load() {
    return new Saved(null, List.of(), List.of());
  }

  /// Every group that an agent serves.
  private static Routing routing(AgentProfile... agents) {
    List<SkillGroup> groups =
        Stream.of(agents)
            .flatMap(agent -> agent.groups().keySet().stream())
            .distinct()
            .sorted()
            .map(group -> SkillGroup.plain(group, Map.of("en", group.value())))
            .toList();
    return new Routing(groups, List.of(agents));
  }

  @Override
  public void treat(Call call, Treatment treatment) {}

  @Override
  public void save(Decision decision) {
    if (failing) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Override
  public void ring(OfferId offer, Call call, AgentProfile agent) {}

  @Override
  public void connect(AcdCommand.OfTalk order) {}

  @Override
  public void callResidentFirst(Call call) {}

  @Override
  public void callResident(Call call, OfferId offer) {}

  @Override
  public void hangUp(CallId callback) {}

  @Override
  public void hangUp(OfferId offer) {}

  @Override
  public void lookAgain() {}
}

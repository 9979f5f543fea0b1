package org.city311.loadtest.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.city311.ivr.acd.Acd;
import org.city311.ivr.acd.AcdCommand;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.AcdSettings;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.acd.SwitchView;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.agent.Presence;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.jspecify.annotations.Nullable;

/// A full centre: an ACD whose agents all talk, while callers wait in all groups. It is filled by
/// events alone, as a real one is, and the same seed fills it the same way.
///
/// The one class of the benches that makes calls, agents and events. What it keeps for itself does
/// not grow with the callers who wait, so that the heap's growth is the ACD's. Not thread-safe.
final class Crowd {
  static final int GROUPS = 50;
  static final int GROUPS_OF_AN_AGENT = 3;

  private static final long SEED = 311;
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final AcdSettings SETTINGS =
      new AcdSettings(Duration.ofSeconds(20), Duration.ZERO);

  private final Random random = new Random(SEED);
  private final Acd acd;
  private final ArrayDeque<Talk> talks = new ArrayDeque<>();
  private Instant now = START;
  private final int initiallyWaiting;
  private int arrived;

  private record Talk(OfferId offer, CallId call) {}

  /// @param agents how many agents there are; all talk
  /// @param waiting how many callers wait
  Crowd(int agents, int waiting) {
    initiallyWaiting = waiting;
    var profiles = IntStream.range(0, agents).mapToObj(Crowd::profile).toList();
    acd = new Acd(SETTINGS, profiles, List.of(), List.of(), now);
    var phones = profiles.stream().map(AgentProfile::phone).collect(Collectors.toSet());
    decide(new AcdEvent.SwitchSeen(now, new SwitchView(Map.of(), Map.of(), phones, false)));
    for (var profile : profiles) {
      decide(new AcdEvent.PresenceSet(profile.id(), new Presence.Ready()));
      served(join(profile.groups().iterator().next()));
    }
    for (int i = 0; i < waiting; i++) {
      join();
    }
  }

  /// Each group is served by as many agents as another.
  private static AgentProfile profile(int number) {
    Set<SkillGroupId> groups =
        IntStream.range(0, GROUPS_OF_AN_AGENT)
            .mapToObj(i -> group((number + i * (GROUPS / GROUPS_OF_AN_AGENT)) % GROUPS))
            .collect(Collectors.toSet());
    var id = "agent" + number;
    return new AgentProfile(new AgentId(id), "Agent " + number, id, groups);
  }

  private static SkillGroupId group(int number) {
    return new SkillGroupId("group" + number);
  }

  private static CallId id(int number) {
    return new CallId("city311-1767600000." + number);
  }

  /// Lets an event happen, a millisecond after the one before.
  Decision decide(AcdEvent event) {
    now = now.plusMillis(1);
    return acd.decide(event, now);
  }

  /// A caller whose flow is over comes into the queue of any group.
  Decision join() {
    return join(group(random.nextInt(GROUPS)));
  }

  private Decision join(SkillGroupId group) {
    return decide(joining(group));
  }

  /// A call is in the IVR, and has asked for a person; to be decided: it is in the waiting bridge.
  AcdEvent joining() {
    return joining(group(random.nextInt(GROUPS)));
  }

  private AcdEvent joining(SkillGroupId group) {
    int number = arrived++;
    var call = id(number);
    // Strings of its own, as from a socket.
    var ani = "311555%04d".formatted(number % 10_000);
    var channel = "PJSIP/trunk_main-%08x".formatted(number);
    decide(new AcdEvent.CallArrived(call, ani, Integer.toString(311), channel));
    decide(new AcdEvent.ForCall(call, new CallInput.ReachedStep("service")));
    decide(new AcdEvent.ForCall(call, new CallInput.ChoseLanguage(Language.SPANISH)));
    decide(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(group)));
    return new AcdEvent.ForCall(call, new CallInput.Parked());
  }

  /// The agent of the talk that has lasted longest hangs up; to be decided.
  AcdEvent talkEnding() {
    return new AcdEvent.OfferOver(talks.element().offer(), OfferFailure.CALLER_LEFT);
  }

  /// What comes after [#talkEnding()] was decided: that caller goes, the next one talks, and another
  /// one joins the queue.
  void talkEnded(Decision decision) {
    gone(talks.remove().call());
    served(decision);
    join();
  }

  /// The offer that a decision made is answered, and the talk begins.
  ///
  /// @throws IllegalStateException when it did not make one
  private void served(Decision decision) {
    var ring =
        decision.commands().stream()
            .filter(AcdCommand.RingAgent.class::isInstance)
            .map(AcdCommand.RingAgent.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody was offered a call: " + decision));
    decide(new AcdEvent.OfferAnswered(ring.offer()));
    decide(new AcdEvent.OfferConnected(ring.offer()));
    talks.add(new Talk(ring.offer(), ring.call().id()));
  }

  /// Any of the callers who wait hangs up; to be decided.
  AcdEvent abandoning() {
    return new AcdEvent.ForCall(anyoneWaiting(), new CallInput.HungUp());
  }

  /// What comes after [#abandoning()] was decided: another caller joins the queue.
  void abandoned(AcdEvent event) {
    decide(new AcdEvent.RecordConfirmed(((AcdEvent.ForCall) event).call()));
    join();
  }

  /// What comes after [#joining()] was decided: any caller goes.
  void joined() {
    gone(anyoneWaiting());
  }

  private void gone(CallId call) {
    decide(new AcdEvent.ForCall(call, new CallInput.HungUp()));
    decide(new AcdEvent.RecordConfirmed(call));
  }

  /// Tries the ids of late; of those who came earlier few still wait.
  private CallId anyoneWaiting() {
    int earliest = Math.max(0, arrived - 4 * initiallyWaiting);
    while (true) {
      var id = id(random.nextInt(earliest, arrived));
      if (isWaiting(acd.call(id))) {
        return id;
      }
    }
  }

  private static boolean isWaiting(@Nullable Call call) {
    return call != null && call.state() instanceof CallState.Waiting;
  }

  /// Everything as it is; copies it.
  CentreEvent.Snapshot snapshot() {
    return acd.snapshot(now);
  }
}

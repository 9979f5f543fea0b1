package org.city311.loadtest.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.OfferFailure;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.OverflowStep;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.jspecify.annotations.Nullable;

/// A full centre: an ACD whose agents all talk, while callers wait in all groups. It is filled by
/// events alone, as a real one is, and the same seed fills it the same way.
///
/// The one class of the benches that makes calls, agents and events. What it keeps for itself does
/// not grow with the callers who wait, so that the heap's growth is the ACD's. Not thread-safe.
final class Crowd {
  static final int GROUPS = 50;
  static final int GROUPS_OF_AN_AGENT = 3;

  /// Beside English, which everyone speaks; one caller in ten asks for each, and every fourth agent
  /// speaks it.
  private static final List<SkillId> LANGUAGES =
      List.of(new SkillId("es"), new SkillId("zh"), new SkillId("ht"));

  /// One caller in ten goes before the others.
  private static final int URGENT = 5;

  private static final long SEED = 311;
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final AcdSettings SETTINGS =
      new AcdSettings(
          Duration.ofSeconds(20), Duration.ZERO, 3, Duration.ofMinutes(5), Duration.ofMinutes(1));

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
    var groups = IntStream.range(0, GROUPS).mapToObj(Crowd::skillGroup).toList();
    acd = new Acd(SETTINGS, new Routing(groups, profiles), List.of(), List.of(), now);
    var phones = profiles.stream().map(AgentProfile::phone).collect(Collectors.toSet());
    decide(
        new AcdEvent.SwitchSeen(
            now, new SwitchView(Map.of(), Map.of(), Set.of(), phones, Instant.EPOCH)));
    for (int number = 0; number < agents; number++) {
      decide(new AcdEvent.PresenceSet(profiles.get(number).id(), new Presence.Ready()));
      served(join(Demand.of(group(number % GROUPS))));
    }
    for (int i = 0; i < waiting; i++) {
      join();
    }
  }

  /// Asks for a skill of its own, and calls on the next group's agents when somebody waits too long.
  private static SkillGroup skillGroup(int number) {
    var strategies = Strategy.values();
    return new SkillGroup(
        group(number),
        Map.of("en", "Group " + number),
        Map.of(specialty(number), 2),
        strategies[number % strategies.length],
        0,
        List.of(
            new OverflowStep(
                new OverflowStep.AfterWait(Duration.ofMinutes(10)),
                new OverflowStep.AddGroups(Set.of(group((number + 1) % GROUPS))))),
        OpeningHours.always(),
        Closing.SERVE);
  }

  /// Each group is served by as many agents as another.
  private static AgentProfile profile(int number) {
    var groups = new HashMap<SkillGroupId, Integer>();
    var skills = new HashMap<SkillId, Integer>();
    for (int i = 0; i < GROUPS_OF_AN_AGENT; i++) {
      int group = (number + i * (GROUPS / GROUPS_OF_AN_AGENT)) % GROUPS;
      groups.put(group(group), i + 1);
      skills.put(specialty(group), 2 + number % 8);
    }
    if (number % 4 < LANGUAGES.size()) {
      skills.put(LANGUAGES.get(number % 4), 5);
    }
    var id = "agent" + number;
    return new AgentProfile(new AgentId(id), "Agent " + number, id, groups, skills);
  }

  private static SkillId specialty(int number) {
    return new SkillId("specialty" + number);
  }

  private Demand demand() {
    int language = random.nextInt(10);
    return new Demand(
        group(random.nextInt(GROUPS)),
        language < LANGUAGES.size() ? Map.of(LANGUAGES.get(language), 1) : Map.of(),
        random.nextInt(10) == 0 ? URGENT : 0,
        null);
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

  /// Another caller comes into the queue.
  void join() {
    join(demand());
  }

  private Decision join(Demand demand) {
    return decide(joining(demand));
  }

  /// Another caller has come into the waiting bridge; to be decided.
  AcdEvent joining() {
    return joining(demand());
  }

  private AcdEvent joining(Demand demand) {
    int number = arrived++;
    var call = id(number);
    // Strings of its own, as from a socket.
    var ani = "311555%04d".formatted(number % 10_000);
    var channel = "PJSIP/trunk_main-%08x".formatted(number);
    decide(new AcdEvent.CallArrived(call, ani, Integer.toString(311), channel));
    decide(new AcdEvent.ForCall(call, new CallInput.ReachedStep("service")));
    decide(new AcdEvent.ForCall(call, new CallInput.ChoseLanguage(Language.SPANISH)));
    decide(new AcdEvent.ForCall(call, new CallInput.AskedForPerson(demand)));
    return new AcdEvent.ForCall(call, new CallInput.Parked());
  }

  /// The agent of the talk that has lasted longest hangs up; to be decided.
  AcdEvent talkEnding() {
    return new AcdEvent.OfferOver(talks.element().offer(), OfferFailure.CALLER_LEFT);
  }

  /// What comes after [#talkEnding()] was decided: that caller goes, the next one talks, and another
  /// one with the same demand joins the queue.
  ///
  /// @throws IllegalStateException when nobody was offered
  void talkEnded(Decision decision) {
    gone(talks.remove().call());
    join(Objects.requireNonNull(served(decision).demand()));
  }

  /// The offer that a decision made is answered, and the talk begins.
  private Call served(Decision decision) {
    var ring =
        decision.commands().stream()
            .filter(AcdCommand.RingAgent.class::isInstance)
            .map(AcdCommand.RingAgent.class::cast)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody was offered a call: " + decision));
    decide(new AcdEvent.OfferAnswered(ring.offer()));
    decide(new AcdEvent.OfferConnected(ring.offer()));
    talks.add(new Talk(ring.offer(), ring.call().id()));
    return ring.call();
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

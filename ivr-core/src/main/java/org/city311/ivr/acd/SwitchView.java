package org.city311.ivr.acd;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.city311.ivr.agent.ConsultId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.OfferId;
import org.jspecify.annotations.Nullable;

/// What the switch holds at one instant: the truth that our own picture is corrected by.
///
/// @param callers residents' channels
/// @param offers channels to agents' phones
/// @param consults channels by which agents' phones dial colleagues, or have
/// @param reachablePhones the SIP accounts whose phones can be rung
/// @param started when the switch began to run; what is older is gone with the one before
public record SwitchView(
    Map<CallId, Caller> callers,
    Map<OfferId, AgentLeg> offers,
    Set<ConsultId> consults,
    Set<String> reachablePhones,
    Instant started) {

  public SwitchView {
    // In the order given: what follows from a look must not depend on chance.
    callers = Collections.unmodifiableMap(new LinkedHashMap<>(callers));
    offers = Collections.unmodifiableMap(new LinkedHashMap<>(offers));
    consults = Set.copyOf(consults);
    reachablePhones = Collections.unmodifiableSet(new LinkedHashSet<>(reachablePhones));
  }

  /// A resident's channel.
  ///
  /// @param place the place in the queue that the channel itself remembers; null if it never asked
  ///     for a person
  /// @param parked whether it is in the waiting bridge
  /// @param served whether it has had its talk, and hears what comes after
  public record Caller(
      String channel,
      String ani,
      String dnis,
      Language language,
      @Nullable Place place,
      boolean parked,
      boolean served) {}

  /// The place in the queue that a caller's channel remembers, so that it outlives all servers.
  ///
  /// @param queued when the resident first asked for a person
  public record Place(Demand demand, Instant queued) {}

  /// A channel to an agent's phone.
  ///
  /// @param phone the SIP account
  /// @param talkingWith the caller in the same bridge; null while it rings or hears the whisper
  /// @param waits whether the agent waits in a bridge: for the resident of a callback, say
  /// @param talks whether the agent hears anybody: a resident, a colleague
  public record AgentLeg(String phone, @Nullable CallId talkingWith, boolean waits, boolean talks) {
    public AgentLeg(String phone, @Nullable CallId talkingWith, boolean waits) {
      this(phone, talkingWith, waits, talkingWith != null);
    }

    /// Of an agent who does not wait for a resident.
    public AgentLeg(String phone, @Nullable CallId talkingWith) {
      this(phone, talkingWith, false);
    }
  }
}

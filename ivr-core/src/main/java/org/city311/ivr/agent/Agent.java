package org.city311.ivr.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One agent, as they are at one instant.
///
/// @param consult goes on beside whatever the activity is; null for none
/// @param since when the state shown by [#state()] began
/// @param tally what decides, beside the idle time, who is rung
/// @param idleSince when the agent last became able to take a call: the longest idle is served first
public record Agent(
    AgentProfile profile,
    Presence presence,
    Activity activity,
    @Nullable Consult consult,
    Tally tally,
    Instant since,
    Instant idleSince) {

  /// An agent who has not signed in.
  public static Agent signedOut(AgentProfile profile, Instant at) {
    return new Agent(
        profile, new Presence.SignedOut(), new Activity.Idle(), null, Tally.NONE, at, at);
  }

  public AgentId id() {
    return profile.id();
  }

  /// What a board shows.
  public AgentState state() {
    if (consult != null) {
      return AgentState.CONSULT;
    }
    return switch (activity) {
      case Activity.Offered _ -> AgentState.OFFERED;
      case Activity.Talking talking -> talking.held() ? AgentState.HOLD : AgentState.TALKING;
      case Activity.WrapUp _ -> AgentState.WRAP_UP;
      case Activity.Idle _ ->
          switch (presence) {
            case Presence.SignedOut _ -> AgentState.SIGNED_OUT;
            case Presence.Ready _ -> AgentState.READY;
            case Presence.NotReady _ -> AgentState.NOT_READY;
          };
    };
  }

  /// Whether a call may be offered to this agent now.
  public boolean canTakeCall() {
    return state() == AgentState.READY;
  }

  /// Whether the agent does something that has to end before they can leave.
  public boolean isEngaged() {
    return consult != null || !(activity instanceof Activity.Idle);
  }

  /// Signing in begins a new tally.
  public Agent withPresence(Presence wanted, Instant at) {
    boolean signsIn =
        presence instanceof Presence.SignedOut && !(wanted instanceof Presence.SignedOut);
    return (signsIn ? withTally(tally.signedIn()) : this).changed(wanted, activity, consult, at);
  }

  public Agent withActivity(Activity doing, Instant at) {
    return changed(presence, doing, consult, at);
  }

  /// @param now null when it has ended
  public Agent withConsult(@Nullable Consult now, Instant at) {
    return changed(presence, activity, now, at);
  }

  /// The phone rings for a call.
  public Agent offered(Activity.Offered offer, Instant at) {
    return withTally(tally.rungAt(at)).changed(presence, offer, consult, at);
  }

  /// Talks with a resident whose call was offered.
  public Agent talking(Activity.Talking talk, Instant at) {
    return withTally(tally.talked()).changed(presence, talk, consult, at);
  }

  /// The phone rang in vain: free again, but behind those who wait for a call already.
  ///
  /// @param max misses in a row that have a consequence; after it the next one begins a new row
  public Agent missed(int max, Instant at) {
    Tally then = tally.misses() + 1 < max ? tally.missed() : tally.forgiven();
    return new Agent(profile, presence, new Activity.Idle(), consult, then, at, at);
  }

  /// Free again after an offer that came to nothing through no doing of the agent's: the time spent
  /// idle goes on counting.
  public Agent withOfferWithdrawn(Instant at) {
    return new Agent(profile, presence, new Activity.Idle(), consult, tally, at, idleSince);
  }

  public Agent withProfile(AgentProfile newProfile) {
    return new Agent(newProfile, presence, activity, consult, tally, since, idleSince);
  }

  private Agent withTally(Tally next) {
    return new Agent(profile, presence, activity, consult, next, since, idleSince);
  }

  private Agent changed(Presence wanted, Activity doing, @Nullable Consult asking, Instant at) {
    Agent next = new Agent(profile, wanted, doing, asking, tally, since, idleSince);
    // A wish uttered in a call shows only after it.
    boolean sameState = next.state() == state() && (next.isEngaged() || wanted.equals(presence));
    boolean becomesIdle = next.canTakeCall() && !canTakeCall();
    return new Agent(
        profile,
        wanted,
        doing,
        asking,
        tally,
        sameState ? since : at,
        becomesIdle ? at : idleSince);
  }
}

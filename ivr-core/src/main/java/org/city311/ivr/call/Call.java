package org.city311.ivr.call;

import java.time.Instant;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// One resident's call, as it is at one instant.
///
/// @param ani the caller's number as the trunk gave it; empty when withheld
/// @param dnis the number dialled, such as `311`
/// @param channel the name of the caller's channel in Asterisk
/// @param step the last step of the flow that the resident was at, such as `language` or `service`
/// @param group the skill group asked for; null until a person is asked for
/// @param offers how often it was offered to an agent
/// @param agent the agent it was last offered to or talks with; null before the first offer
public record Call(
    CallId id,
    String ani,
    String dnis,
    String channel,
    CallState state,
    Language language,
    String step,
    @Nullable SkillGroupId group,
    int offers,
    @Nullable AgentId agent,
    CallTimes times) {

  /// A call whose flow has just begun.
  public static Call arriving(
      CallId id, String ani, String dnis, String channel, Instant arrivedAt) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        new CallState.InFlow(),
        Language.ENGLISH,
        "greeting",
        null,
        0,
        null,
        CallTimes.arrivedAt(arrivedAt));
  }

  public Call with(CallState newState, CallTimes newTimes) {
    return new Call(
        id, ani, dnis, channel, newState, language, step, group, offers, agent, newTimes);
  }

  public Call withState(CallState newState) {
    return with(newState, times);
  }

  public Call withLanguage(Language chosen, Instant at) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        state,
        chosen,
        step,
        group,
        offers,
        agent,
        times.languageChosen(at));
  }

  public Call atStep(String newStep) {
    return new Call(id, ani, dnis, channel, state, language, newStep, group, offers, agent, times);
  }

  public Call queuedFor(SkillGroupId asked, Instant at) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        new CallState.Entering(),
        language,
        step,
        asked,
        offers,
        agent,
        times.queued(at));
  }

  public Call offeredTo(OfferId offer, AgentId to, Instant at) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        new CallState.Offered(offer, to, false),
        language,
        step,
        group,
        offers + 1,
        to,
        times.offered(at));
  }

  public boolean isEnded() {
    return state instanceof CallState.Ended;
  }
}

package org.city311.ivr.call;

import java.time.Instant;
import org.city311.ivr.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// One resident's call, as it is at one instant.
///
/// @param ani the caller's number as the trunk gave it; empty when withheld
/// @param dnis the number dialled, such as `311`
/// @param channel the name of the caller's channel in Asterisk, or its unique id
/// @param step the last step of the flow that the resident was at, such as `language` or `service`
/// @param menus the version of the menus that the resident went through; null before the first
/// @param demand what was asked for; null until a person is asked for
/// @param reach how far it has been opened to other agents while it waits
/// @param offers how often it was offered to an agent
/// @param agent the agent it was last offered to or talks with; null before the first offer
/// @param callback what makes it a callback; null for a call that a resident made
/// @param went what the resident went through; null for nothing yet, as in what an older version saved
public record Call(
    CallId id,
    String ani,
    String dnis,
    String channel,
    CallState state,
    Language language,
    String step,
    @Nullable String menus,
    @Nullable Demand demand,
    Reach reach,
    int offers,
    @Nullable AgentId agent,
    CallTimes times,
    @Nullable Callback callback,
    @Nullable Journey went) {

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
        null,
        Reach.ASKED,
        0,
        null,
        CallTimes.arrivedAt(arrivedAt),
        null,
        null);
  }

  /// The callback that a call asks for, in its place. It waits at once.
  ///
  /// @param asker has asked for a person
  /// @param at when it asked to be called back
  public static Call back(Call asker, Callback wish, Instant at) {
    CallId id = Callback.idFor(asker.id);
    return new Call(
        id,
        wish.number(),
        asker.dnis,
        id.value(),
        new CallState.Waiting(),
        asker.language,
        "callback",
        null,
        asker.demand,
        asker.reach,
        0,
        null,
        CallTimes.arrivedAt(at).queued(asker.times.queued()),
        wish,
        null);
  }

  public Call with(CallState newState, CallTimes newTimes) {
    return new Call(
        id, ani, dnis, channel, newState, language, step, menus, demand, reach, offers, agent,
        newTimes, callback, went);
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
        menus,
        demand,
        reach,
        offers,
        agent,
        times.languageChosen(at),
        callback,
        went);
  }

  /// @param used the version of the menus that the step is in; null for none
  public Call atStep(String newStep, @Nullable String used) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        state,
        language,
        newStep,
        used == null ? menus : used,
        demand,
        reach,
        offers,
        agent,
        times,
        callback,
        journey().to(newStep));
  }

  /// The resident has answered a question after the talk.
  public Call answered(String question, int key) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        state,
        language,
        step,
        menus,
        demand,
        reach,
        offers,
        agent,
        times,
        callback,
        journey().answered(question, key));
  }

  public Call queuedFor(Demand asked, Instant at) {
    return new Call(
        id,
        ani,
        dnis,
        channel,
        new CallState.Entering(),
        language,
        step,
        menus,
        asked,
        asked.direct() == null ? Reach.ASKED : Reach.DIRECT,
        offers,
        agent,
        times.queued(at),
        callback,
        went);
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
        menus,
        demand,
        reach,
        offers + 1,
        to,
        times.offered(at),
        callback,
        went);
  }

  public Call withReach(Reach wider) {
    return new Call(
        id, ani, dnis, channel, state, language, step, menus, demand, wider, offers, agent, times,
        callback, went);
  }

  /// A callback's next step.
  public Call withCallback(CallState newState, Callback next) {
    return new Call(
        id, ani, dnis, channel, newState, language, step, menus, demand, reach, offers, agent,
        times, next, went);
  }

  /// Whether the resident of a callback has been called, and is not known to be gone.
  public boolean isDialled() {
    return callback != null && callback.dialled() != null;
  }

  /// What the resident went through.
  public Journey journey() {
    return went == null ? Journey.NONE : went;
  }

  /// The skill group asked for; null until a person is asked for.
  public @Nullable SkillGroupId group() {
    return demand == null ? null : demand.group();
  }

  public boolean isEnded() {
    return state instanceof CallState.Ended;
  }
}

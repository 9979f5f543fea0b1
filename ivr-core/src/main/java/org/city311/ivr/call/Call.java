package org.city311.ivr.call;

import java.time.Instant;
import java.util.function.Consumer;
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
/// @param went what the resident went through; null for nothing yet, as in what an older version
///   saved
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
    return arriving(id, wish.number(), asker.dnis, id.value(), at)
        .but(
            draft -> {
              draft.state = new CallState.Waiting();
              draft.language = asker.language;
              draft.step = "callback";
              draft.demand = asker.demand;
              draft.reach = asker.reach;
              draft.times = draft.times.queued(asker.times.queued());
              draft.callback = wish;
            });
  }

  /// This call, but for what the change sets.
  private Call but(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.call();
  }

  public Call with(CallState newState, CallTimes newTimes) {
    return but(
        draft -> {
          draft.state = newState;
          draft.times = newTimes;
        });
  }

  public Call withState(CallState newState) {
    return but(draft -> draft.state = newState);
  }

  public Call withLanguage(Language chosen, Instant at) {
    return but(
        draft -> {
          draft.language = chosen;
          draft.times = times.languageChosen(at);
        });
  }

  /// @param used the version of the menus that the step is in; null for none
  public Call atStep(String newStep, @Nullable String used) {
    return but(
        draft -> {
          draft.step = newStep;
          draft.menus = used == null ? menus : used;
          draft.went = journey().to(newStep);
        });
  }

  /// The resident has chosen something in a menu.
  public Call pressed(Journey.Press press) {
    return but(draft -> draft.went = journey().pressed(press));
  }

  /// The resident has answered a question after the talk.
  public Call answered(String question, int key) {
    return but(draft -> draft.went = journey().answered(question, key));
  }

  /// The resident, who waits, has been told something.
  public Call told(Told now) {
    return but(draft -> draft.went = journey().told(now));
  }

  public Call queuedFor(Demand asked, Instant at) {
    return but(
        draft -> {
          draft.state = new CallState.Entering();
          draft.demand = asked;
          draft.reach = asked.direct() == null ? Reach.ASKED : Reach.DIRECT;
          draft.times = times.queued(at);
        });
  }

  public Call offeredTo(OfferId offer, AgentId to, Instant at) {
    return but(
        draft -> {
          draft.state = new CallState.Offered(offer, to, false);
          draft.offers = offers + 1;
          draft.agent = to;
          draft.times = times.offered(at);
        });
  }

  /// An agent has sent the resident on to others, in the old place.
  public Call transferredFor(Demand asked, Instant at) {
    return queuedFor(asked, at)
        .but(
            draft -> {
              draft.times = times.queued(at).talkEnded(at);
              draft.went = journey().handedBy(agent);
              // They are on the line, as one who was called first.
              draft.callback = callback == null ? null : callback.there(at);
            });
  }

  /// It waits for others from now on, in the old place.
  public Call movedTo(Demand asked) {
    return but(
        draft -> {
          draft.demand = asked;
          draft.reach = asked.direct() == null ? Reach.ASKED : Reach.DIRECT;
        });
  }

  /// Another agent has it now.
  public Call handedTo(OfferId leg, AgentId to) {
    return but(
        draft -> {
          draft.state = new CallState.Talking(leg, to);
          draft.agent = to;
          draft.went = to.equals(agent) ? went : journey().handedBy(agent);
        });
  }

  public Call withReach(Reach wider) {
    return but(draft -> draft.reach = wider);
  }

  /// A callback's next step.
  public Call withCallback(CallState newState, Callback next) {
    return but(
        draft -> {
          draft.state = newState;
          draft.callback = next;
        });
  }

  /// Whether the resident of a callback has been called, and is not known to be gone.
  public boolean isDialled() {
    return callback != null && callback.dialled() != null;
  }

  /// Whether the resident of a callback was called first, and waits on the line.
  public boolean isThere() {
    return callback != null && callback.isThere();
  }

  /// Whether somebody is on the line who waits: any caller, and of callbacks whose resident was called
  /// first and is there.
  public boolean isOnTheLine() {
    return callback == null || callback.isThere();
  }

  /// Whether it waits for the agent with whom the resident talked, and who was lost: it is nobody else's for a while,
  /// and goes before all others then.
  public boolean isKeptForItsAgent() {
    return reach.direct()
        && agent != null
        && demand != null
        && agent.equals(demand.direct())
        && demand.priority() == Demand.MAX_PRIORITY
        && times.talkEnded() != null;
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

  /// The parts of a call that change, while one of its changes is made: each names only what it sets.
  private static final class Draft {
    private final Call before;
    private CallState state;
    private Language language;
    private String step;
    private @Nullable String menus;
    private @Nullable Demand demand;
    private Reach reach;
    private int offers;
    private @Nullable AgentId agent;
    private CallTimes times;
    private @Nullable Callback callback;
    private @Nullable Journey went;

    Draft(Call before) {
      this.before = before;
      state = before.state;
      language = before.language;
      step = before.step;
      menus = before.menus;
      demand = before.demand;
      reach = before.reach;
      offers = before.offers;
      agent = before.agent;
      times = before.times;
      callback = before.callback;
      went = before.went;
    }

    Call call() {
      return new Call(
          before.id,
          before.ani,
          before.dnis,
          before.channel,
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
          went);
    }
  }
}

package org.city311.flows;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.city311.flows.MessageDialogue.Taken;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.switchboard.Recorder;

/// Where callers go who want a person: into the queue, with all that their call asks for; or, when that
/// group is closed, to a message, as nobody waits in a queue that is not served.
public final class PersonDesk {
  private final DemandRules rules;
  private final CallerHistory history;
  private final WhenClosed closed;
  private final Function<SkillGroupId, Spoken> known;
  private final Predicate<SkillGroupId> recorded;

  /// @param closed what a caller is offered who comes when the office is closed
  /// @param known what the city knows of already, of which callers of a skill group are told before they
  ///     wait; nothing if there is none such
  /// @param recorded whose callers are told that talks are recorded
  public PersonDesk(
      DemandRules rules,
      CallerHistory history,
      WhenClosed closed,
      Function<SkillGroupId, Spoken> known,
      Predicate<SkillGroupId> recorded) {
    this.rules = rules;
    this.history = history;
    this.closed = closed;
    this.known = known;
    this.recorded = recorded;
  }

  /// What a caller is offered who wants a person of a group that is closed.
  ///
  /// @param groups which of them are
  /// @param message the least that is offered, unless the group only tells that it is closed
  public record WhenClosed(Closed groups, MessageDialogue message, LaterCallback callback) {}

  /// What is known of the caller soon enough. Asked when the call begins, so that nobody waits for it.
  CompletableFuture<Past> past(Caller caller) {
    return history
        .of(caller.ani())
        .completeOnTimeout(Past.NONE, DemandRules.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  Ending send(Dialogue dialogue, Target.ToGroup to, CompletableFuture<Past> past)
      throws CallerGone {
    Line line = dialogue.line();
    Optional<Closing> closing = closed.groups().ruleOf(to.group());
    Spoken told = known.apply(to.group());
    if (!told.equals(Spoken.NOTHING)) {
      line.step(Journey.telling("known-event"));
      line.play(closing.isPresent() ? told : told.then("event-person"));
    }
    if (closing.isPresent()) {
      return turnAway(dialogue, closing.get(), demand(dialogue, to, past));
    }
    if (recorded.test(to.group())) {
      line.step("recording-notice");
      line.play("recording-notice");
      line.remember(Recorder.TOLD, "yes");
    }
    line.step("connecting");
    line.play("connecting");
    return new Ending.Person(demand(dialogue, to, past));
  }

  private Demand demand(Dialogue dialogue, Target.ToGroup to, CompletableFuture<Past> past) {
    return rules.demand(to, dialogue.line().caller(), dialogue.language(), past.join());
  }

  private Ending turnAway(Dialogue dialogue, Closing rule, Demand demand) throws CallerGone {
    Line line = dialogue.line();
    line.step("closed");
    line.play("closed");
    switch (rule) {
      case TELL -> Farewell.say(line, "goodbye");
      case MESSAGE, SERVE -> {
        LaterCallback.Answer answer =
            closed.callback().offer(line, dialogue.language(), demand, "callback-or-message");
        if (answer != LaterCallback.Answer.CALLED_BACK) {
          takeMessage(dialogue, demand.group());
        }
      }
    }
    return new Ending.Goodbye();
  }

  private void takeMessage(Dialogue dialogue, SkillGroupId group) throws CallerGone {
    Line line = dialogue.line();
    line.step("message");
    Caller on = line.caller();
    Caller caller = new Caller(on.call(), on.ani(), on.dnis(), dialogue.language(), group);
    if (closed.message().converse(line, caller) != Taken.KEPT) {
      Farewell.say(line, "goodbye");
    }
  }
}

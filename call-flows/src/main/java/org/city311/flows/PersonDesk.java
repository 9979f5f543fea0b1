package org.city311.flows;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.city311.flows.MessageDialogue.Taken;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.city311.ivr.routing.Closing;

/// Where callers go who want a person: into the queue, with all that their call asks for; or, when that
/// group is closed, to a message, as nobody waits in a queue that is not served.
public final class PersonDesk {
  private final DemandRules rules;
  private final CallerHistory history;
  private final Closed closed;
  private final MessageDialogue message;
  private final Function<SkillGroupId, Spoken> known;

  /// @param message what a caller is asked for who comes when the office is closed
  /// @param known what the city knows of already, of which callers of a skill group are told before they
  ///     wait; nothing if there is none such
  public PersonDesk(
      DemandRules rules,
      CallerHistory history,
      Closed closed,
      MessageDialogue message,
      Function<SkillGroupId, Spoken> known) {
    this.rules = rules;
    this.history = history;
    this.closed = closed;
    this.message = message;
    this.known = known;
  }

  /// What is known of the caller soon enough. Asked when the call begins, so that nobody waits for it.
  CompletableFuture<Past> past(Caller caller) {
    return history
        .of(caller.ani())
        .completeOnTimeout(Past.NONE, DemandRules.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  Ending send(Dialogue dialogue, Target.ToGroup to, CompletableFuture<Past> past)
      throws CallerGone {
    Optional<Closing> closing = closed.ruleOf(to.group());
    if (closing.isPresent()) {
      return turnAway(dialogue, closing.get(), to);
    }
    Line line = dialogue.line();
    Spoken told = known.apply(to.group());
    if (!told.equals(Spoken.NOTHING)) {
      line.step("known-event");
      line.play(told);
    }
    line.step("connecting");
    line.play("connecting");
    return new Ending.Person(rules.demand(to, line.caller(), dialogue.language(), past.join()));
  }

  private Ending turnAway(Dialogue dialogue, Closing rule, Target.ToGroup to) throws CallerGone {
    Line line = dialogue.line();
    line.step("closed");
    line.play("closed");
    switch (rule) {
      case TELL -> Farewell.say(line, "goodbye");
      case MESSAGE, SERVE -> takeMessage(dialogue, to);
    }
    return new Ending.Goodbye();
  }

  private void takeMessage(Dialogue dialogue, Target.ToGroup to) throws CallerGone {
    Line line = dialogue.line();
    line.step("message");
    Caller on = line.caller();
    Caller caller = new Caller(on.call(), on.ani(), on.dnis(), dialogue.language(), to.group());
    if (message.converse(line, caller) != Taken.KEPT) {
      Farewell.say(line, "goodbye");
    }
  }
}

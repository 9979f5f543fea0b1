package org.city311.flows;

import java.util.Optional;
import org.city311.flows.LaterCallback.Answer;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;

/// Tells a resident that all lines are taken, and offers to call back on the next day. Who wants none may call
/// again later.
///
/// @param fallback the language of callers who chose none
public record FullFlow(LaterCallback callback, Language fallback) implements OverflowFlow {

  @Override
  public Optional<Outcome> converse(Line line) throws CallerGone {
    line.step("full");
    line.play("full");
    Caller caller = line.caller();
    SkillGroupId group = caller.group();
    Language language = Optional.ofNullable(caller.chosen()).orElse(fallback);
    if (group != null
        && callback.offer(line, language, Demand.of(group), "callback-or-not")
            == Answer.CALLED_BACK) {
      return Optional.of(Outcome.ASKED_TO_BE_CALLED_BACK);
    }
    Farewell.say(line, "goodbye");
    return Optional.of(Outcome.TOLD);
  }
}

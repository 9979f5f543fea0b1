package org.city311.flows;

import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;

/// Leads to a person at once, without another question. When nobody is there at this hour, the caller hears
/// that, and goodbye.
public final class PersonFlow implements Flow {
  private final Menu menu;
  private final DemandRules rules;
  private final Closed closed;

  public PersonFlow(Menu menu, DemandRules rules, Closed closed) {
    this.menu = menu;
    this.rules = rules;
    this.closed = closed;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    if (closed.ruleOf(menu.anyone()).isPresent()) {
      line.play("closed");
      Farewell.say(line, "goodbye");
      return new Ending.Goodbye();
    }
    line.play("agent-after-tries");
    Caller caller = line.caller();
    Language chosen = caller.chosen();
    return new Ending.Person(
        rules.demand(
            Menu.Choice.of(menu.anyone()),
            caller,
            chosen == null ? menu.firstLanguage() : chosen,
            Past.NONE));
  }
}

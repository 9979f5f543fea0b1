package org.city311.flows;

import java.util.Optional;
import org.city311.flows.menu.Target;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;

/// Leads to a person at once, without another question; when nobody is there at this hour, to what the city
/// has instead.
public final class PersonFlow implements Flow {
  private final Reception reception;

  public PersonFlow(Reception reception) {
    this.reception = reception;
  }

  @Override
  public Ending converse(Line line) throws CallerGone {
    Caller caller = line.caller();
    Dialogue dialogue =
        new Dialogue(
            line, Optional.ofNullable(caller.chosen()).orElseGet(reception::firstLanguage));
    return reception
        .desk()
        .send(
            dialogue,
            Target.ToGroup.of(reception.menus().current().person()),
            reception.desk().past(caller));
  }
}

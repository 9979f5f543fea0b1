package org.city311.flows.selfservice;

import java.util.Map;
import java.util.Optional;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Spoken;

/// What a resident who has what they called for may still want. Who says nothing to that has had
/// enough, and needs no person.
final class Rest {
  private Rest() {}

  static <T> Optional<T> of(Dialogue dialogue, Spoken question, Map<Character, T> choices)
      throws CallerGone, Elsewhere {
    try {
      return Optional.of(dialogue.choose(question, choices));
    } catch (WantsPerson e) {
      if (e.why() == Elsewhere.Why.ASKED) {
        throw e;
      }
      return Optional.empty();
    }
  }
}

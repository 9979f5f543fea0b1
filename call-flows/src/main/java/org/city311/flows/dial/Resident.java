package org.city311.flows.dial;

import java.time.Duration;
import java.util.Optional;
import org.city311.ivr.call.Treatment;

/// Who calls without a telephone: a person at a terminal, or a script.
interface Resident {

  /// Hears words. Who hangs up meanwhile hears no more.
  void hears(String words);

  /// What the resident does when a key is waited for.
  Move answers();

  /// What the resident does when a recording runs; keys are of no use then.
  Move speaks();

  /// What becomes of the resident who waits for a person.
  ///
  /// @param group whose queue it is
  /// @return the treatment for which the resident is taken out of the queue; empty: a person answers
  Optional<Treatment> waits(String group);

  /// Is told what happens, without hearing it: steps, the ending.
  void notices(String what);

  /// What a resident does.
  sealed interface Move {

    /// Presses keys, one after the other.
    record Presses(String keys) implements Move {}

    /// Does nothing.
    record Waits() implements Move {}

    /// Speaks so long.
    record Speaks(Duration time) implements Move {}

    /// Is gone.
    record HangsUp() implements Move {}
  }
}

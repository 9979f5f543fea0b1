package org.city311.ivr.line;

import org.city311.ivr.call.Demand;

/// The one decision that a flow ends in.
public sealed interface Ending {

  /// The resident waits for a person.
  record Person(Demand demand) implements Ending {}

  /// The resident is put through to a telephone outside the centre.
  ///
  /// @param name in the configured list: never digits
  record Outside(String name) implements Ending {}

  /// The resident has been helped, or there is nothing more to say.
  ///
  /// @param last the prompt that the switch says before it hangs up, without keeping a flow for it; empty for
  ///     none
  record Goodbye(String last) implements Ending {
    /// All has been said.
    public Goodbye() {
      this("");
    }
  }
}

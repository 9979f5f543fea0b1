package org.city311.flows;

import org.city311.flows.SelfService.Next;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;

/// Something that a caller hears after the language and before the menus, when there is reason to: such as
/// the city's message in a storm. On a call it comes once, whatever happens to the nodes.
@FunctionalInterface
public interface Opening {

  /// Asks, when the call begins, for what has to be known, so that the caller need not wait for it in silence
  /// once the language is chosen.
  ///
  /// @return the opening for this call
  default Opening begun(Caller caller) {
    return this;
  }

  /// Says it, if there is reason to.
  ///
  /// @return [Next.Menu] where the call goes on as if nothing had been said
  /// @throws Elsewhere when the caller asks for a person; going back leads to the menus
  Next before(Dialogue dialogue) throws CallerGone, Elsewhere;
}

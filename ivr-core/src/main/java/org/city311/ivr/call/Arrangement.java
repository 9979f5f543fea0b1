package org.city311.ivr.call;

import org.jspecify.annotations.Nullable;

/// How a resident, an agent and whoever that agent asks are to be connected. It may be ordered again: what is
/// so already stays so, but for a moment of silence.
///
/// @param call the resident's
/// @param agent the channel to the agent's phone
/// @param asked the channel to the colleague or department; null for none
/// @param before who heard whom until now
public record Arrangement(
    Call call, OfferId agent, @Nullable OfferId asked, Setting before, Setting setting) {

  /// Who hears whom.
  public enum Setting {
    /// Resident and agent; whoever was asked hears music.
    TALK,
    /// The resident hears music, the agent silence.
    HOLD,
    /// The resident hears music, the agent how the other phone rings, which then joins by itself.
    RINGING,
    /// Agent and whoever was asked; the resident hears music. It is ordered to come back to this: at
    /// first, whoever picks up joins the agent.
    ASKING,
    /// All three.
    CONFERENCE
  }
}

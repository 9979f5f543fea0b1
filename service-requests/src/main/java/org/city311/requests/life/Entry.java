package org.city311.requests.life;

import java.time.Instant;
import java.util.Optional;
import org.city311.requests.number.RequestNumber;

/// One line of a request's history; written once, never changed.
///
/// @param version of the request that this change made
/// @param why the reason, or the comment's text; empty when none was given
/// @param due how the due time moved; empty when it did not
public record Entry(
    RequestNumber number,
    long version,
    Instant at,
    Actor who,
    What what,
    String why,
    Optional<Move> due) {

  /// What changed. `was` and `became` are states, ids or numbers, by the kind; empty for none.
  public record What(Kind kind, String was, String became) {}

  /// What kind of change it was, and what `was` and `became` are then.
  public enum Kind {
    /// The type; the department that got it.
    CREATED,
    /// Two states.
    STATE,
    /// The state before; the outcome.
    CLOSED,
    /// Two departments. An active or held request is open afterwards, unless it is new or reopened.
    TRANSFERRED,
    /// Two people.
    ASSIGNED,
    /// The state before; the request that stands for both.
    MERGED,
    /// The request it was merged into; the state that it is in again.
    UNMERGED,
    /// The other side of a merge. Nothing; the request that was merged into this.
    TOOK_IN,
    /// The other side of an un-merge. The request that is no longer merged into this; nothing.
    GAVE_BACK,
    /// Nothing; the follower.
    FOLLOWED,
    /// The follower; nothing.
    UNFOLLOWED,
    /// Nothing; who may read it. The text is in `why`.
    COMMENTED,
    /// The promise before; the promise now.
    RECALCULATED
  }

  /// The due time, before and after; of the making of a request, twice the first promise.
  public record Move(Instant was, Instant became) {}
}

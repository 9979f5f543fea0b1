package org.city311.requests.life;

import java.util.Optional;
import org.city311.requests.catalogue.Promise;

/// What somebody wants to do to a request.
public sealed interface Change {
  /// Why; empty where no reason is needed.
  default String why() {
    return "";
  }

  /// The department takes it on.
  record Accept() implements Change {}

  /// Somebody begins to work on it.
  record Start() implements Change {}

  /// It can't go on for now.
  record Hold(String why) implements Change {}

  /// It can go on.
  record Resume() implements Change {}

  /// It is over.
  ///
  /// @param why what the resident is told; needed unless it is done
  record Close(Outcome outcome, String why) implements Change {}

  /// It was closed too early. The time since does not count, and what is left of the promise goes on: no
  /// new one is made.
  record Reopen(String why) implements Change {}

  /// Another department's business. Its calendar counts from now on, and from the beginning.
  record Transfer(String department, String why) implements Change {}

  /// @param person who is to do it; empty for nobody
  record Assign(Optional<String> person) implements Change {}

  /// It is of the same thing as another.
  ///
  /// @param into the other as it is now, not merged itself
  record Merge(Request into, String why) implements Change {}

  /// It is of another thing after all.
  ///
  /// @param from the one it was merged into, as that is now
  record Unmerge(Request from, String why) implements Change {}

  /// Somebody wants to hear of it: "me too".
  record Follow(String follower) implements Change {}

  /// Somebody no longer wants to hear of it.
  record Unfollow(String follower) implements Change {}

  /// @param why the comment's text
  record Comment(String why, Audience audience) implements Change {}

  /// The calendar changed, or the promise.
  ///
  /// @param promise the new promise; empty when it stays
  record Recalculate(Optional<Promise> promise, String why) implements Change {}

  /// For whom a comment is.
  enum Audience {
    ANYBODY,
    STAFF
  }
}

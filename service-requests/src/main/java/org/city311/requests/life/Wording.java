package org.city311.requests.life;

import java.util.Locale;
import java.util.Optional;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Decision.Refused;

/// The words in a change: whether they will do, and how things are called in history and refusals.
final class Wording {
  private Wording() {}

  /// What is wrong with a change's texts and ids; empty when nothing is.
  static Optional<Refused> complaint(Change change) {
    if (needsReason(change) && change.why().isBlank()) {
      return Optional.of(new Refused(Reason.REASON_MISSING, "say why: this needs a reason"));
    }
    try {
      Limits.check("a reason or comment", change.why(), Limits.WORDS);
      checkIds(change);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Refused(Reason.BAD_TEXT, String.valueOf(e.getMessage())));
    }
  }

  private static boolean needsReason(Change change) {
    return switch (change) {
      case Change.Hold _,
          Change.Reopen _,
          Change.Transfer _,
          Change.Unmerge _,
          Change.Comment _,
          Change.Recalculate _ ->
          true;
      case Change.Close close -> close.outcome() != Outcome.DONE;
      case Change.Accept _,
          Change.Start _,
          Change.Resume _,
          Change.Assign _,
          Change.Merge _,
          Change.Follow _,
          Change.Unfollow _ ->
          false;
    };
  }

  private static void checkIds(Change change) {
    switch (change) {
      case Change.Transfer transfer -> Limits.checkId("a department's id", transfer.department());
      case Change.Assign assign ->
          assign.person().ifPresent(person -> Limits.checkId("a person's id", person));
      case Change.Follow follow -> Limits.checkId("a follower's id", follow.follower());
      case Change.Unfollow unfollow -> Limits.checkId("a follower's id", unfollow.follower());
      case Change.Accept _,
          Change.Start _,
          Change.Hold _,
          Change.Resume _,
          Change.Close _,
          Change.Reopen _,
          Change.Merge _,
          Change.Unmerge _,
          Change.Comment _,
          Change.Recalculate _ -> {}
    }
  }

  /// `in progress`
  static String of(State.Name state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// `2 DAYS WORKING, stops on hold`
  static String of(Promise promise) {
    return "%d %s %s%s"
        .formatted(
            promise.amount(),
            promise.unit(),
            promise.time(),
            promise.stopsOnHold() ? ", stops on hold" : "");
  }
}

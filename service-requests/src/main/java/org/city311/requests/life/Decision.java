package org.city311.requests.life;

import java.util.List;
import java.util.stream.Stream;

/// What a wish to change a request comes to.
public sealed interface Decision {
  /// It is done, once all steps are saved together.
  ///
  /// @param steps one for each request that changes, the one in question first
  record Done(List<Step> steps) implements Decision {
    public Done {
      steps = List.copyOf(steps);
    }

    /// The request in question as it is then.
    public Request request() {
      return steps.getFirst().after();
    }

    Done and(Done other) {
      return new Done(Stream.concat(steps.stream(), other.steps.stream()).toList());
    }
  }

  /// Nothing changes.
  ///
  /// @param text says why to a person, in English
  record Refused(Reason reason, String text) implements Decision {}

  /// Why a change is refused.
  enum Reason {
    /// The request is in a state in which this can't be.
    NOT_IN_THIS_STATE,
    /// It is so already.
    NOTHING_CHANGES,
    /// This needs a reason, and none was given.
    REASON_MISSING,
    /// A text or id is empty, too long, or can't be stored.
    BAD_TEXT,
    /// The city has no such department, or it has no calendar.
    UNKNOWN_DEPARTMENT,
    /// It can't be merged with this one, or was not.
    WRONG_REQUEST,
    /// It has as many followers as there can be.
    FULL
  }

  /// One change of one request.
  ///
  /// @param after the request as it becomes; valid only if its version before was one less
  record Step(Request after, Entry entry) {}
}

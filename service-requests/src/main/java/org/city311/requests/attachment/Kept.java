package org.city311.requests.attachment;

/// What came of a file that was sent.
public sealed interface Kept {
  /// It is kept, an hour at first: by then its request must have been made.
  ///
  /// @param id by which the request names it
  record Stored(String id) implements Kept {}

  /// It is none that is taken.
  ///
  /// @param text says to a person why, in English
  record Refused(String text) implements Kept {}

  /// Too many wait for their request already, or come at this moment. Later there may be room.
  record Full() implements Kept {}
}

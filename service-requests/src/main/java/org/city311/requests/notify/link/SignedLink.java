package org.city311.requests.notify.link;

import org.city311.requests.number.RequestNumber;

/// What a signed link lets its holder do.
///
/// @param purpose what for
/// @param language of the page, `en` or `es`
/// @param number the request
/// @param version the line of its history that was written about; 0 for none
/// @param follower whose link it is, as an opaque id
public record SignedLink(
    Purpose purpose, String language, RequestNumber number, long version, String follower) {

  /// What a link is for.
  public enum Purpose {
    /// To hear no more of a request, and to hear of it again.
    STOP,
    /// To say whether the city was of help.
    QUESTION
  }
}

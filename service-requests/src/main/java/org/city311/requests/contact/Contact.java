package org.city311.requests.contact;

/// How somebody who wants to hear of a request is called and reached. Each part may be empty, not all
/// of name, e-mail and phone; [ContactCheck] says what is wrong with one.
///
/// @param name at most 100 characters
/// @param email one address, at most 254 characters
/// @param phone as it was given; digits, spaces and `+ ( ) - . / x #`, at most 32 characters
/// @param language in which to write to them, an ISO 639 code such as `es`
public record Contact(String name, String email, String phone, String language) {
  /// Without the parts, so that none gets into a log.
  @Override
  public String toString() {
    return "Contact[" + language + "]";
  }
}

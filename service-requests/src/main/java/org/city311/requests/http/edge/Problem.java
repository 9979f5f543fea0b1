package org.city311.requests.http.edge;

/// Why a request is refused.
///
/// @param field what is wrong; empty when it is no single field
/// @param text what is allowed, in English
public record Problem(String field, String text) {
  /// Of no single field.
  public static Problem of(String text) {
    return new Problem("", text);
  }
}

package org.city311.requests.catalogue;

/// The same words in the languages that residents are served in.
///
/// @param en in English
/// @param es in Spanish
public record Text(String en, String es) {
  /// The words in the language of this tag: Spanish for `es`, English for all others.
  public String in(String language) {
    return language.equals("es") ? es : en;
  }
}

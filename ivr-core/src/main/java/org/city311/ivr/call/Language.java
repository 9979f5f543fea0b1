package org.city311.ivr.call;

/// A language a resident can be served in.
///
/// @param tag a BCP 47 primary language subtag, such as `en` or `es`; also the name of the folder
///     of its prompts
public record Language(String tag) {
  public static final Language ENGLISH = new Language("en");
  public static final Language SPANISH = new Language("es");

  public Language {
    if (!tag.matches("[a-z]{2,3}")) {
      throw new IllegalArgumentException("a language is two or three letters: '" + tag + "'");
    }
  }

  @Override
  public String toString() {
    return tag;
  }
}

package org.city311.requests.life;

/// How long the texts may be that people write.
final class Limits {
  /// A reason or a comment, characters.
  static final int WORDS = 4_000;

  /// An id, characters.
  static final int ID = 80;

  private Limits() {}

  static void check(String what, String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "%s of %d characters: at most %d are allowed".formatted(what, text.length(), most));
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " has a NUL character, which can't be stored");
    }
  }

  static void checkId(String what, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(what + " is blank");
    }
    check(what, id, ID);
  }
}

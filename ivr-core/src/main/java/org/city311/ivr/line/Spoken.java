package org.city311.ivr.line;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is said in one go: prompts that follow each other as one sentence, and that a key stops as a whole.
///
/// @param prompts keys of the text catalogue in the order in which they are heard; none says nothing
public record Spoken(List<String> prompts) {
  /// Nothing.
  public static final Spoken NOTHING = new Spoken(List.of());

  /// How many prompts may follow each other: no sentence is that long.
  static final int MOST = 60;

  /// How many characters their keys may have together: they must fit one line of AGI, which has 2,048 bytes.
  static final int MOST_CHARACTERS = 1_200;

  /// A key is a part of a file's name, and of a command: nothing in it may mean something there.
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*");

  public Spoken {
    prompts = List.copyOf(prompts);
    prompts.forEach(Spoken::check);
    int characters = prompts.stream().mapToInt(String::length).sum();
    if (prompts.size() > MOST || characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "%d prompts with %d characters in their keys, allowed are %d with %d: say it in two parts"
              .formatted(prompts.size(), characters, MOST, MOST_CHARACTERS));
    }
  }

  private static void check(String prompt) {
    if (!KEY.matcher(prompt).matches()) {
      throw new IllegalArgumentException(
          "a prompt's key is '" + prompt + "', allowed are letters, digits, - and _");
    }
  }

  public static Spoken of(String... prompts) {
    return new Spoken(List.of(prompts));
  }

  /// This, and then that.
  public Spoken then(Spoken next) {
    return new Spoken(Stream.concat(prompts.stream(), next.prompts.stream()).toList());
  }

  /// This, and then these.
  public Spoken then(String... next) {
    return then(of(next));
  }

  /// The keys with a space between them.
  @Override
  public String toString() {
    return String.join(" ", prompts);
  }
}

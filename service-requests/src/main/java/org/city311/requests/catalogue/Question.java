package org.city311.requests.catalogue;

import java.util.List;
import java.util.Optional;

/// What a resident is asked about a request of a type.
///
/// @param id the answer's key, unique within the type
/// @param ask the question, as it is read out
/// @param answer what an answer can be
/// @param required whether the request can't be made without an answer; only where it is asked at all
/// @param when the earlier answer on which this is asked; empty: always
public record Question(
    String id, Text ask, Answer answer, boolean required, Optional<Condition> when) {

  /// The most answers that are taken to one question.
  public static final int MAX_GIVEN = 20;

  /// What an answer can be.
  public sealed interface Answer {
    /// Free words.
    ///
    /// @param maxChars the longest answer, characters
    record Words(int maxChars) implements Answer {}

    /// A whole number, from `least` to `most`, both allowed; its unit stands in the question.
    record WholeNumber(int least, int most) implements Answer {}

    /// A day, written 2026-01-31.
    record Date() implements Answer {}

    /// Exactly one of the options.
    record OneOf(List<Option> options) implements Answer {
      public OneOf {
        options = List.copyOf(options);
      }
    }

    /// One or more of the options.
    ///
    /// @param options at most [#MAX_GIVEN], as all of them may be chosen
    record ManyOf(List<Option> options) implements Answer {
      public ManyOf {
        options = List.copyOf(options);
      }
    }

    /// The options to choose from; empty where there is nothing to choose.
    default List<Option> choices() {
      return switch (this) {
        case OneOf(List<Option> options) -> options;
        case ManyOf(List<Option> options) -> options;
        case Words _, WholeNumber _, Date _ -> List.of();
      };
    }
  }

  /// One thing to choose.
  ///
  /// @param id what is stored, unique within the question
  /// @param name what is read out
  public record Option(String id, Text name) {}

  /// Asks a question only when an earlier one was answered so.
  ///
  /// @param question the earlier question's id
  /// @param options ids of its options, any of which will do
  public record Condition(String question, List<String> options) {
    public Condition {
      options = List.copyOf(options);
    }
  }
}

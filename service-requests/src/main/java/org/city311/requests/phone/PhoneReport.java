package org.city311.requests.phone;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a caller reports by keys and voice.
///
/// @param key the caller's own, 16 to 80 characters, by which the same report is taken once
/// @param type the id of its type
/// @param language that the caller speaks, such as `es`
/// @param words what was noted for the caller; empty for nothing
/// @param answers to the type's questions, by their ids
/// @param recordings ids of what was spoken, kept before; the first says where it is
/// @param phone where the caller wants to hear of it; empty: nowhere
public record PhoneReport(
    String key,
    String type,
    String language,
    String words,
    Map<String, List<String>> answers,
    List<String> recordings,
    Optional<String> phone) {
  public PhoneReport {
    answers = Map.copyOf(answers);
    recordings = List.copyOf(recordings);
  }

  /// All that the caller said is in the recordings.
  public PhoneReport(
      String key,
      String type,
      String language,
      Map<String, List<String>> answers,
      List<String> recordings,
      Optional<String> phone) {
    this(key, type, language, "", answers, recordings, phone);
  }

  /// Whether somebody can be reached by this number: one that is withheld may be a word.
  public static boolean isNumber(String phone) {
    return phone.matches("\\+?\\d{7,15}");
  }
}

package org.city311.flows.speech;

import java.util.ArrayList;
import java.util.List;
import org.city311.ivr.line.Spoken;

/// Numbers that are names: said digit by digit, in groups.
final class Digits {
  private static final int GROUP = 3;
  private static final int LAST_GROUP = 4;

  /// With the area code, as in 410 555 0100.
  private static final int TELEPHONE = 10;

  private Digits() {}

  static Spoken spoken(String text) {
    List<String> groups = groups(text.replaceAll("[^0-9]+", " ").strip());
    List<String> prompts = new ArrayList<>();
    for (String group : groups) {
      if (!prompts.isEmpty()) {
        prompts.add(Say.PAUSE);
      }
      group.chars().forEach(digit -> prompts.add(Words.number(digit - '0')));
    }
    return new Spoken(prompts);
  }

  /// @param digits with a space where groups were told apart
  private static List<String> groups(String digits) {
    if (digits.isEmpty()) {
      throw new IllegalArgumentException("there is no digit to say");
    }
    return digits.contains(" ") ? List.of(digits.split(" ")) : guessed(digits);
  }

  /// Three at a time, and three or four at last; the country stands before a telephone's number.
  private static List<String> guessed(String digits) {
    List<String> groups = new ArrayList<>();
    int at = digits.length() == TELEPHONE + 1 ? 1 : 0;
    if (at > 0) {
      groups.add(digits.substring(0, at));
    }
    while (digits.length() - at > LAST_GROUP) {
      groups.add(digits.substring(at, at + GROUP));
      at += GROUP;
    }
    groups.add(digits.substring(at));
    return groups;
  }
}

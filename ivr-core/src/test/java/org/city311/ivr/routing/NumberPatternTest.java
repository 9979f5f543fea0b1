package org.city311.ivr.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {
  @ParameterizedTest
  @CsvSource({
    "410NXXXXXX, 4102000000, true",
    "410NXXXXXX, 4109999999, true",
    "410NXXXXXX, 4101999999, false",
    "410NXXXXXX, 41055501001, false",
    "410NXXXXXX, 410555010, false",
    "410NXXXXXX, +4105550100, false",
    "410NXXXXXX, 410555010X, false",
    "410NXXXXXX, '', false",
    "+1410NXXXXXX, +14105550100, true",
    "+1410NXXXXXX, 14105550100, false",
    "ZXXXXXX, 1000000, true",
    "ZXXXXXX, 0000000, false"
  })
  void allowsWholeNumbersOnly(String pattern, String number, boolean allowed) {
    assertEquals(allowed, new NumberPattern(pattern).matches(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XXX", "410.", "_410NXXXXXX", "410NXXXXXX@host", "1+10NXXXXXX", ".*"})
  void whatIsNoPattern_isNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> new NumberPattern(text));
  }

  /// Digits of other scripts, and what a new line hides, are no digits of a telephone.
  @ParameterizedTest
  @ValueSource(strings = {"410555010\u0660", "4105550100\n", "4105550100;x=y", " 4105550100"})
  void allowsNothingThatIsNoNumber(String number) {
    assertEquals(false, new NumberPattern("410NXXXXXX").matches(number));
  }
}

package org.city311.ivr.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTest {
  @Test
  void then_followsInOrder() {
    Spoken spoken = Spoken.of("due").then(Spoken.of("n-20", "n-4")).then("goodbye");

    assertEquals(List.of("due", "n-20", "n-4", "goodbye"), spoken.prompts());
    assertEquals("due n-20 n-4 goodbye", spoken.toString());
  }

  @Test
  void nothing_addsNothing() {
    assertEquals(Spoken.of("due"), Spoken.NOTHING.then("due").then(Spoken.NOTHING));
  }

  /// A key becomes part of a file's name and of a command to Asterisk.
  @ParameterizedTest
  @ValueSource(strings = {"", "../etc", "a&b", "a,b", "a b", "-a", "${X}", "a|b"})
  void key_withAMeaningElsewhere_isRefused(String key) {
    assertThrows(IllegalArgumentException.class, () -> Spoken.of(key));
  }

  @Test
  void tooLong_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Spoken(Collections.nCopies(Spoken.MOST + 1, "n-1")));
    assertThrows(
        IllegalArgumentException.class, () -> Spoken.of("a".repeat(Spoken.MOST_CHARACTERS + 1)));
  }
}

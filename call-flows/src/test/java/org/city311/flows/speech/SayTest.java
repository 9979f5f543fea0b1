package org.city311.flows.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;

class SayTest {
  @Test
  void words_haveKeysOfTheirOwn_thatCanBePlayed() {
    for (Language language : Say.languages()) {
      for (var word : Say.in(language).words().entrySet()) {
        assertTrue(word.getKey().matches("(n|say)-[a-z0-9-]+"), word.getKey());
        assertEquals(word.getKey(), Spoken.of(word.getKey()).toString());
        assertFalse(word.getValue().isBlank(), word.getKey());
      }
    }
  }

  @Test
  void languageWithoutNumbers_isRefused() {
    assertEquals(Set.of(Language.ENGLISH, Language.SPANISH), Say.languages());
    assertThrows(IllegalArgumentException.class, () -> Say.in(new Language("fr")));
  }
}

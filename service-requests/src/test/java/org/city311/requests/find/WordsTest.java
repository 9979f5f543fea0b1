package org.city311.requests.find;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "rat, rats",
    "branch, branches",
    "barking, barked",
    "dumping, dumped",
    "torcido, torcidas",
    "caído, caída",
    "tapado, tapadas",
    "farola, farolas",
    "baño, bano",
    "mañana, MANANA",
    "won't, wont",
    "parking, parked"
  })
  void formsOfAWord_haveOneStem(String one, String other) {
    assertEquals(Words.stems(one, 9), Words.stems(other, 9));
  }

  @ParameterizedTest
  @CsvSource({"park, parking", "build, building", "gas, ga", "care, car", "bus, bu", "glass, glas"})
  void differentWords_haveDifferentStems(String one, String other) {
    assertEquals(
        2, List.of(Words.stems(one, 9), Words.stems(other, 9)).stream().distinct().count());
  }

  @Test
  void wordsThatSayNothing_areLeftOut_andNoMoreAreReadThanAsked() {
    assertEquals(List.of("hole", "road"), Words.stems("There's a hole in the road", 9));
    assertEquals(List.of("hoyo"), Words.stems("Hay un hoyo en la calle", 1));
  }
}

package org.city311.requests.find;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  @ParameterizedTest
  @CsvSource({
    "pothole, pothole, 1",
    "pothle, pothole, 0.857", // left out
    "potholle, pothole, 0.875", // put in
    "bache, vache, 0.8", // mistaken
    "ligth, light, 0.8", // swapped
    "grafitti, graffiti, 0.75", // two slips
    "tree, three, 0.8",
    "rat, cat, 0", // too short for a slip
    "tree, trash, 0",
    "light, loud, 0",
    "sidewalk, sewage, 0"
  })
  void misspelt_isHowFewSlipsThereAre(String said, String meant, double likeness) {
    assertEquals(likeness, Likeness.misspelt(said, meant), 0.001);
  }

  @ParameterizedTest
  @CsvSource({
    "flood, flooded, 0.642",
    "flooded, flood, 0.642",
    "recog, recogier, 0.562",
    "park, parking, 0", // less than three fifths
    "cat, cats, 0", // fewer than four characters
    "water, fire, 0"
  })
  void sameBeginning_isTheShareOfTheLonger(String one, String other, double likeness) {
    assertEquals(likeness, Likeness.sameBeginning(one, other), 0.001);
  }

  @Property
  void oneSwapOfNeighbours_isForgivenInAnyWordOfFourOrMore(
      @ForAll @AlphaChars @StringLength(min = 4, max = 20) String word, @ForAll int where) {
    int at = Math.floorMod(where, word.length() - 1);
    String swapped =
        word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);

    double expected = swapped.equals(word) ? 1 : 1 - 1.0 / word.length();
    assertEquals(expected, Likeness.misspelt(swapped, word), 1e-9);
  }

  @Property
  void bothKindsOfLikeness_areBetweenZeroAndOne_andTheSameForTheSame(
      @ForAll @StringLength(max = 20) String one, @ForAll @StringLength(max = 20) String other) {
    double misspelt = Likeness.misspelt(one, other);
    assertEquals(misspelt, Math.clamp(misspelt, 0, 1));
    double beginning = Likeness.sameBeginning(one, other);
    assertEquals(beginning, Likeness.sameBeginning(other, one));
    if (!one.isEmpty()) {
      assertEquals(1, Likeness.misspelt(one, one));
    }
  }
}

package org.city311.flows.waiting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.city311.flows.speech.Say;
import org.city311.flows.waiting.WaitingWords.Said;
import org.city311.flows.waiting.WaitingWords.Situation;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Told;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingWordsTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration GOOD = Duration.ofSeconds(20);
  private static final Map<String, String> HINT = Map.of("en", "Hint", "es", "Consejo");

  private Instant now = T0;
  private @Nullable Told told;
  private Announcements wanted = Announcements.USUAL;
  private Language language = Language.ENGLISH;
  private boolean callback;

  @Test
  void nothingIsKnown_onlyThatTheyKeepTheirPlace() {
    assertEquals("waiting-busy waiting-stay", hears(0, null));
  }

  @Test
  void placeAndTime_inEachLanguage() {
    assertEquals(
        "waiting-busy waiting-place n-3 waiting-about n-4 say-minutes", hears(3, minutes(3.2)));
    language = Language.SPANISH;
    told = null;
    assertEquals(
        "waiting-busy waiting-next waiting-about n-1-m say-minute", hears(1, minutes(0.1)));
  }

  @Test
  void callbackIsOfferedEachTimeThatItIsSaidHowItStands() {
    callback = true;
    assertEquals("waiting-busy waiting-stay say-pause waiting-callback", hears(0, null));
  }

  @Test
  void whatIsNotWantedIsNotSaid() {
    wanted = announcements(false, false);
    assertEquals("waiting-busy waiting-stay", hears(3, minutes(3)));
  }

  @Test
  void aTimeThatIsNotKnownWell_isNotSaid() {
    assertFalse(hears(0, estimate(4, null)).contains("about"), "never checked");
    assertFalse(hears(0, estimate(4, Duration.ofSeconds(121))).contains("about"), "often wrong");
    assertTrue(hears(0, estimate(4, Duration.ofMinutes(2))).contains("about"));
    assertTrue(hears(0, estimate(0.5, Duration.ofMinutes(1))).contains("about"), "short");
    assertFalse(hears(0, estimate(121, GOOD)).contains("about"), "too far away");
  }

  @Test
  void aPlaceThatHasGrown_isNotSaid_norOneThatIsFarAway() {
    assertTrue(hears(3, null).contains("waiting-place n-3"));
    assertFalse(hears(4, null).contains("place n-"));
    assertTrue(hears(2, null).contains("waiting-place n-2"));
    assertFalse(hears(3, null).contains("place n-"), "2 was said last");
    told = null;
    assertFalse(hears(WaitingWords.MOST_PLACE + 1, null).contains("place n-"));
  }

  @Test
  void aLittleLonger_isToldAsBefore() {
    assertTrue(hears(0, minutes(5)).endsWith("about n-5 say-minutes"));
    now = now.plusSeconds(60);
    assertTrue(hears(0, minutes(6)).endsWith("busy waiting-about n-5 say-minutes"));
  }

  @Test
  void muchLonger_isToldWithAWord_andThenCountsAnew() {
    assertTrue(hears(0, minutes(5)).endsWith("about n-5 say-minutes"));
    now = now.plusSeconds(60);
    assertEquals(
        "waiting-busy waiting-longer waiting-about n-10 say-minutes", hears(0, minutes(9)));
    now = now.plusSeconds(60);
    assertEquals("waiting-busy waiting-about n-10 say-minutes", hears(0, minutes(9)));
  }

  /// Each time only a little late: in the end it is much.
  @Test
  void theSameTimeAgainAndAgain_isOwnedUpTo() {
    int words = 0;
    for (int i = 0; i < 6; i++) {
      words += hears(0, minutes(4)).contains("waiting-longer") ? 1 : 0;
      now = now.plusSeconds(60);
    }
    assertEquals(1, words);
  }

  /// Whatever the estimates do: the number that is heard grows only behind the word that owns up to
  /// it.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void timesNeverGrowWithoutAWord(long seed) {
    Random random = new Random(seed);
    double minutes = 10;
    Duration before = null;
    for (int i = 0; i < 500; i++) {
      now = now.plusSeconds(20 + random.nextInt(60));
      minutes = Math.max(0, minutes + random.nextGaussian() * 2 - 0.3);
      int place = random.nextInt(30);
      Told earlier = told;
      String heard = hears(place, estimate(minutes, Duration.ofSeconds(random.nextInt(200))));
      Duration promised = told == null ? null : told.promised();
      if (before != null && promised != null && promised.compareTo(before) > 0) {
        assertTrue(heard.contains("waiting-longer"), heard);
      }
      if (earlier != null && earlier.place() > 0 && told != null) {
        assertTrue(told.place() <= earlier.place(), "place " + told);
      }
      before = promised;
    }
  }

  @Test
  void messagesTakeTurnsWithHowItStands_oneAfterTheOther() {
    wanted =
        new Announcements(
            Duration.ZERO, Duration.ofSeconds(20), true, true, true, List.of(HINT, HINT));
    assertEquals("waiting-busy waiting-next", hears(1, null));
    assertEquals("while-waiting-water-1", hears(1, null));
    assertEquals("waiting-busy waiting-next", hears(1, null));
    assertEquals("while-waiting-water-2", hears(1, null));
    assertEquals("waiting-busy waiting-next", hears(1, null));
    assertEquals("while-waiting-water-1", hears(1, null));
    assertEquals(6, told == null ? 0 : told.times());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "60, 1",
    "61, 2",
    "299, 5",
    "301, 10",
    "601, 15",
    "1800, 30",
    "1801, 40",
    "3600, 60",
    "3601, 90",
    "7200, 120"
  })
  void timesAreRoundedUp_asOneSaysThem(int seconds, int minutes) {
    assertEquals(Duration.ofMinutes(minutes), WaitingWords.rounded(Duration.ofSeconds(seconds)));
  }

  /// They are not rounded once more as they are said.
  @Test
  void whatIsPromisedIsWhatIsSaid() {
    Say say = Say.in(Language.ENGLISH);
    for (int minutes = 2; minutes < 60; minutes++) {
      long rounded = WaitingWords.rounded(Duration.ofMinutes(minutes)).toMinutes();
      assertEquals(
          rounded == 60 ? "n-1 say-hour" : "n-" + rounded + " say-minutes",
          say.duration(Duration.ofMinutes(rounded)).toString());
    }
    assertEquals(
        "n-1 say-hour say-and n-30 say-minutes", say.duration(Duration.ofMinutes(90)).toString());
  }

  private String hears(int place, @Nullable WaitEstimate estimate) {
    Said said =
        WaitingWords.next(
            new Situation(
                language, group(), told, place, Optional.ofNullable(estimate), callback, now));
    told = said.told();
    return said.words().toString();
  }

  private SkillGroup group() {
    return new SkillGroup(
        new SkillGroupId("water"),
        Map.of("en", "Water"),
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE,
        wanted);
  }

  private static Announcements announcements(boolean place, boolean time) {
    return new Announcements(Duration.ZERO, Duration.ofSeconds(20), place, time, false, List.of());
  }

  private static WaitEstimate minutes(double minutes) {
    return estimate(minutes, GOOD);
  }

  private static WaitEstimate estimate(double minutes, @Nullable Duration error) {
    return new WaitEstimate(Duration.ofMillis(Math.round(minutes * 60_000)), error);
  }
}

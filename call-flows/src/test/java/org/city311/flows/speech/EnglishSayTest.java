package org.city311.flows.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishSayTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final List<String> BELOW_TWENTY =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
              .concat(" sixteen seventeen eighteen nineteen")
              .split(" ", -1));
  private static final Map<String, Integer> TENS =
      Map.of(
          "twenty", 20, "thirty", 30, "forty", 40, "fifty", 50, "sixty", 60, "seventy", 70,
          "eighty", 80, "ninety", 90);

  private final Say say = Say.in(Language.ENGLISH);

  @ParameterizedTest
  @CsvSource({
    "0, zero",
    "7, seven",
    "12, twelve",
    "20, twenty",
    "21, twenty-one",
    "99, ninety-nine",
    "100, one hundred",
    "101, one hundred one",
    "311, three hundred eleven",
    "1000, one thousand",
    "1001, one thousand one",
    "2026, two thousand twenty-six",
    "21000, twenty-one thousand",
    "100000, one hundred thousand",
    "1000000, one million",
    "2000300, two million three hundred",
    "999999999, nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred"
        + " ninety-nine",
    "-4, minus four"
  })
  void number(long number, String text) {
    assertEquals(text, heard(say.number(number)));
  }

  /// Read back by a reader that knows nothing of how it was put together.
  @Test
  void number_everyOne_isHeardAsItself() {
    Random random = new Random(311);
    LongStream.concat(LongStream.range(0, 100_000), random.longs(20_000, 100_000, Say.MOST + 1))
        .forEach(number -> assertEquals(number, understood(heard(say.number(number)))));
  }

  private static long understood(String text) {
    long total = 0;
    long group = 0;
    for (String word : text.split("[ -]", -1)) {
      switch (word) {
        case "million", "thousand" -> {
          total += group * (word.equals("million") ? 1_000_000 : 1_000);
          group = 0;
        }
        case "hundred" -> group *= 100;
        default -> group += TENS.getOrDefault(word, BELOW_TWENTY.indexOf(word));
      }
    }
    return total + group;
  }

  @Test
  void number_tooLarge_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> say.number(Say.MOST + 1));
    assertThrows(IllegalArgumentException.class, () -> say.number(-Say.MOST - 1));
  }

  @ParameterizedTest
  @CsvSource({
    "4105550123, four one zero | five five five | zero one two three",
    "+1 410-555-0123, one | four one zero | five five five | zero one two three",
    "14105550123, one | four one zero | five five five | zero one two three",
    "5550123, five five five | zero one two three",
    "10000003, one zero zero | zero zero zero | zero three",
    "100 000 03, one zero zero | zero zero zero | zero three",
    "311, three one one",
    "1234, one two three four",
    "12345, one two three | four five"
  })
  void digits(String number, String text) {
    assertEquals(text, heard(say.digits(number)));
  }

  @Test
  void digits_ofNone_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> say.digits("anonymous"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24, 'Tuesday November twenty-fourth'",
    "2026-01-01, 'Thursday January first'",
    "2027-02-28, 'Sunday February twenty-eighth'",
    "2026-12-31, 'Thursday December thirty-first'"
  })
  void date(LocalDate date, String text) {
    assertEquals(text, heard(say.date(date)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23, today",
    "2026-11-24, tomorrow",
    "2026-11-22, yesterday",
    "2026-11-25, Wednesday November twenty-fifth",
    "2027-05-22, Saturday May twenty-second",
    "2027-05-23, Sunday May twenty-third twenty twenty-seven",
    "2026-05-26, Tuesday May twenty-sixth twenty twenty-six",
    "2006-05-26, Friday May twenty-sixth two thousand six",
    "2010-05-26, Wednesday May twenty-sixth twenty ten"
  })
  void date_asOneSaysItToday(LocalDate date, String text) {
    assertEquals(text, heard(say.date(date, TODAY)));
  }

  @Test
  void date_everyDayOfManyYears_hasWords() {
    LocalDate.of(1999, 1, 1)
        .datesUntil(LocalDate.of(2032, 1, 1))
        .forEach(date -> heard(say.date(date, TODAY)));
  }

  @ParameterizedTest
  @CsvSource({
    "00:00, midnight",
    "00:05, twelve oh five A M",
    "01:00, one A M",
    "09:09, nine oh nine A M",
    "11:59, eleven fifty-nine A M",
    "12:00, noon",
    "12:30, twelve thirty P M",
    "15:15, three fifteen P M",
    "23:10, eleven ten P M"
  })
  void time(LocalTime time, String text) {
    assertEquals(text, heard(say.time(time)));
  }

  @Test
  void time_everyMinuteOfADay_isHeardAsAnother() {
    long different =
        LongStream.range(0, 24 * 60)
            .mapToObj(minute -> heard(say.time(LocalTime.MIN.plusMinutes(minute))))
            .distinct()
            .count();
    assertEquals(24 * 60, different);
  }

  @Test
  void dateTime() {
    LocalDateTime moment = LocalDateTime.of(2026, 11, 24, 15, 0);
    assertEquals("Tuesday November twenty-fourth at three P M", heard(say.dateTime(moment)));
    assertEquals("tomorrow at three P M", heard(say.dateTime(moment, TODAY)));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, less than a minute",
    "PT-5S, less than a minute",
    "PT59S, less than a minute",
    "PT1M, one minute",
    "PT1M1S, two minutes",
    "PT10M, ten minutes",
    "PT10M1S, fifteen minutes",
    "PT41M, forty-five minutes",
    "PT56M, one hour",
    "PT61M, one hour and fifteen minutes",
    "PT2H, two hours",
    "PT2H50M, three hours",
    "PT3H1M, four hours",
    "PT20H1M, twenty-one hours",
    "PT23H1M, one day",
    "PT24H1M, two days",
    "P21D, twenty-one days"
  })
  void duration(Duration duration, String text) {
    assertEquals(text, heard(say.duration(duration)));
  }

  @Test
  void ordinalDay_everyDayOfAMonth_hasWords() {
    assertEquals("third", heard(say.ordinalDay(3)));
    LongStream.rangeClosed(1, 31).forEach(day -> heard(say.ordinalDay((int) day)));
  }

  private String heard(Spoken spoken) {
    return Heard.of(say, spoken);
  }
}

package org.city311.flows.speech;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.SequencedMap;
import org.city311.ivr.line.Spoken;

/// As in the United States: twelve hours, the month before the day.
final class EnglishSay implements Say {
  private static final String[] ONES = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };

  private final SequencedMap<String, String> words = gather();

  @Override
  public SequencedMap<String, String> words() {
    return words;
  }

  @Override
  public Spoken number(long number) {
    if (Math.absExact(number) > MOST) {
      throw new IllegalArgumentException(number + " can't be said: allowed is up to " + MOST);
    }
    if (number < 0) {
      return Spoken.of("n-minus").then(number(-number));
    }
    long millions = number / 1_000_000;
    long thousands = number / 1_000 % 1_000;
    long rest = number % 1_000;
    Spoken spoken = Spoken.NOTHING;
    if (millions > 0) {
      spoken = spoken.then(belowThousand(millions)).then("n-million");
    }
    if (thousands > 0) {
      spoken = spoken.then(belowThousand(thousands)).then("n-thousand");
    }
    return rest > 0 || number == 0 ? spoken.then(belowThousand(rest)) : spoken;
  }

  private static Spoken belowThousand(long number) {
    long rest = number % 100;
    Spoken hundreds = number < 100 ? Spoken.NOTHING : Spoken.of(Words.number(number - rest));
    return rest > 0 || number == 0 ? hundreds.then(Words.number(rest)) : hundreds;
  }

  @Override
  public Spoken digits(String text) {
    return Digits.spoken(text);
  }

  @Override
  public Spoken ordinalDay(int day) {
    return Spoken.of("say-ordinal-" + day);
  }

  @Override
  public Spoken date(LocalDate date) {
    return Spoken.of(
            "say-weekday-" + date.getDayOfWeek().getValue(), "say-month-" + date.getMonthValue())
        .then(ordinalDay(date.getDayOfMonth()));
  }

  @Override
  public Spoken date(LocalDate date, LocalDate today) {
    long away = ChronoUnit.DAYS.between(today, date);
    if (Math.abs(away) <= 1) {
      return Spoken.of(away == 0 ? "say-today" : away > 0 ? "say-tomorrow" : "say-yesterday");
    }
    return Math.abs(away) <= DAYS_WITHOUT_YEAR ? date(date) : date(date).then(year(date.getYear()));
  }

  /// `twenty twenty-six`, but `two thousand six`.
  private Spoken year(int year) {
    return year % 100 < 10
        ? number(year)
        : Spoken.of(Words.number(year / 100), Words.number(year % 100));
  }

  @Override
  public Spoken time(LocalTime time) {
    if (time.getMinute() == 0 && time.getHour() % 12 == 0) {
      return Spoken.of(time.getHour() == 0 ? "say-midnight" : "say-noon");
    }
    int hour = (time.getHour() + 11) % 12 + 1;
    return Spoken.of(Words.number(hour))
        .then(minutes(time.getMinute()))
        .then(time.getHour() < 12 ? "say-am" : "say-pm");
  }

  private static Spoken minutes(int minutes) {
    if (minutes == 0) {
      return Spoken.NOTHING;
    }
    return Spoken.of(minutes < 10 ? "say-minute-" + minutes : Words.number(minutes));
  }

  @Override
  public Spoken dateTime(LocalDateTime moment) {
    return at(date(moment.toLocalDate()), moment);
  }

  @Override
  public Spoken dateTime(LocalDateTime moment, LocalDate today) {
    return at(date(moment.toLocalDate(), today), moment);
  }

  private Spoken at(Spoken date, LocalDateTime moment) {
    return date.then("say-at").then(time(moment.toLocalTime()));
  }

  @Override
  public Spoken duration(Duration duration) {
    RoundedDuration rounded = RoundedDuration.of(duration);
    if (rounded.isNothing()) {
      return Spoken.of("say-less-than-a-minute");
    }
    if (rounded.days() > 0) {
      return amount(rounded.days(), "day");
    }
    Spoken hours = amount(rounded.hours(), "hour");
    Spoken minutes = amount(rounded.minutes(), "minute");
    return rounded.hours() > 0 && rounded.minutes() > 0
        ? hours.then("say-and").then(minutes)
        : hours.then(minutes);
  }

  private Spoken amount(long amount, String unit) {
    if (amount == 0) {
      return Spoken.NOTHING;
    }
    return number(amount).then("say-" + (amount == 1 ? unit : unit + "s"));
  }

  private static SequencedMap<String, String> gather() {
    Words words = new Words();
    for (int number = 0; number < 100; number++) {
      words.with(Words.number(number), belowHundred(number));
    }
    for (int hundreds = 1; hundreds < 10; hundreds++) {
      words.with(Words.number(hundreds * 100L), ONES[hundreds] + " hundred");
    }
    words.with("n-thousand", "thousand").with("n-million", "million").with("n-minus", "minus");
    words.each(
        "say-ordinal-",
        1,
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
        "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth",
        "twenty-ninth",
        "thirtieth",
        "thirty-first");
    words.each(
        "say-weekday-",
        1,
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday");
    words.each(
        "say-month-",
        1,
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December");
    for (int minute = 1; minute < 10; minute++) {
      words.with("say-minute-" + minute, "oh " + ONES[minute]);
    }
    return words
        .with("say-am", "A M")
        .with("say-pm", "P M")
        .with("say-noon", "noon")
        .with("say-midnight", "midnight")
        .with("say-at", "at")
        .with("say-and", "and")
        .with("say-today", "today")
        .with("say-tomorrow", "tomorrow")
        .with("say-yesterday", "yesterday")
        .with("say-minute", "minute")
        .with("say-minutes", "minutes")
        .with("say-hour", "hour")
        .with("say-hours", "hours")
        .with("say-day", "day")
        .with("say-days", "days")
        .with("say-less-than-a-minute", "less than a minute")
        .all();
  }

  private static String belowHundred(int number) {
    if (number < ONES.length) {
      return ONES[number];
    }
    String tens = TENS[number / 10 - 2];
    return number % 10 == 0 ? tens : tens + "-" + ONES[number % 10];
  }
}

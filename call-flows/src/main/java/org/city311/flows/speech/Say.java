package org.city311.flows.speech;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.SequencedMap;
import java.util.Set;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;

/// How what is not known beforehand is said in a language: as prompts that follow each other.
///
/// Their keys begin with `n-` and `say-`: no other prompt's does. Never changes; any thread may use it.
public interface Say {
  /// The largest number that can be said, and with a minus the smallest.
  long MOST = 999_999_999;

  /// How far a day may be away and still be said without its year, in days.
  int DAYS_WITHOUT_YEAR = 180;

  /// A short silence between groups of digits. It is not among the [#words].
  String PAUSE = "say-pause";

  /// How it is said in a language.
  ///
  /// @throws IllegalArgumentException for one of which we know no numbers
  static Say in(Language language) {
    Say say = SayingLanguages.ALL.get(language);
    if (say == null) {
      throw new IllegalArgumentException("numbers can't be said in '" + language + "'");
    }
    return say;
  }

  /// All languages that numbers can be said in.
  static Set<Language> languages() {
    return SayingLanguages.ALL.keySet();
  }

  /// How many, as one counts: `twenty-one`.
  ///
  /// @throws IllegalArgumentException beyond [#MOST]
  Spoken number(long number);

  /// Each digit of a telephone's or a request's number, with pauses where the text has anything else than
  /// digits; if it has none, where people make them.
  ///
  /// @throws IllegalArgumentException for a text without digits
  Spoken digits(String text);

  /// The day of a month, 1 to 31, as in dates: `twenty-first`.
  Spoken ordinalDay(int day);

  /// A day with its weekday, without its year.
  Spoken date(LocalDate date);

  /// A day as one says it today: today, tomorrow, yesterday, or its date; with the year when it is far.
  Spoken date(LocalDate date, LocalDate today);

  /// A time of day, to the minute.
  Spoken time(LocalTime time);

  /// A day and the time, as in `Tuesday, November 24th, at 3 p.m.`
  Spoken dateTime(LocalDateTime moment);

  /// The same, as one says it today.
  Spoken dateTime(LocalDateTime moment, LocalDate today);

  /// About how long, never less than it is: to the minute up to ten, to five minutes up to an hour, to a
  /// quarter up to three hours, then in whole hours, and from a day on in whole days.
  Spoken duration(Duration duration);

  /// The words of each prompt that the methods above may name, by its key.
  SequencedMap<String, String> words();
}

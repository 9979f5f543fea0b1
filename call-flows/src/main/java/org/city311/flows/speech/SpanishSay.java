package org.city311.flows.speech;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.SequencedMap;
import org.city311.ivr.line.Spoken;

/// As in Latin America: twelve hours with the part of the day, the day before the month.
final class SpanishSay implements Say {
  private static final String[] ONES = {
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve"
  };
  private static final String[] TENS = {
    "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"
  };

  /// How a number ends in one: by itself, and before what is counted.
  private enum Ending {
    /// `veintiuno`
    ALONE,
    /// `veintiún días`
    MASCULINE,
    /// `veintiuna horas`
    FEMININE
  }

  private final SequencedMap<String, String> words = gather();

  @Override
  public SequencedMap<String, String> words() {
    return words;
  }

  @Override
  public Spoken number(long number) {
    return number(number, Ending.ALONE);
  }

  private static Spoken number(long number, Ending ending) {
    if (Math.absExact(number) > MOST) {
      throw new IllegalArgumentException(number + " can't be said: allowed is up to " + MOST);
    }
    if (number < 0) {
      return Spoken.of("n-minus").then(number(-number, ending));
    }
    long millions = number / 1_000_000;
    long thousands = number / 1_000 % 1_000;
    long rest = number % 1_000;
    Spoken spoken = Spoken.NOTHING;
    if (millions > 0) {
      spoken =
          millions == 1
              ? Spoken.of("n-a-million")
              : belowThousand(millions, Ending.MASCULINE).then("n-millions");
    }
    if (thousands > 1) {
      spoken = spoken.then(belowThousand(thousands, Ending.MASCULINE));
    }
    if (thousands > 0) {
      spoken = spoken.then("n-thousand");
    }
    return rest > 0 || number == 0 ? spoken.then(belowThousand(rest, ending)) : spoken;
  }

  private static Spoken belowThousand(long number, Ending ending) {
    long rest = number % 100;
    if (number >= 100 && rest == 0) {
      return Spoken.of(Words.number(number));
    }
    Spoken hundreds =
        switch ((int) number / 100) {
          case 0 -> Spoken.NOTHING;
          case 1 -> Spoken.of("n-100-and");
          default -> Spoken.of(Words.number(number - rest));
        };
    return hundreds.then(Words.number(rest) + suffix(rest, ending));
  }

  private static String suffix(long number, Ending ending) {
    boolean endsInOne = number % 10 == 1 && number != 11;
    return switch (ending) {
      case ALONE -> "";
      case MASCULINE -> endsInOne ? "-m" : "";
      case FEMININE -> endsInOne ? "-f" : "";
    };
  }

  @Override
  public Spoken digits(String text) {
    return Digits.spoken(text);
  }

  @Override
  public Spoken ordinalDay(int day) {
    return Spoken.of(day == 1 ? "say-ordinal-1" : Words.number(day));
  }

  @Override
  public Spoken date(LocalDate date) {
    return Spoken.of("say-weekday-" + date.getDayOfWeek().getValue())
        .then(ordinalDay(date.getDayOfMonth()))
        .then("say-month-" + date.getMonthValue());
  }

  @Override
  public Spoken date(LocalDate date, LocalDate today) {
    long away = ChronoUnit.DAYS.between(today, date);
    if (Math.abs(away) <= 1) {
      return Spoken.of(away == 0 ? "say-today" : away > 0 ? "say-tomorrow" : "say-yesterday");
    }
    return Math.abs(away) <= DAYS_WITHOUT_YEAR
        ? date(date)
        : date(date).then("say-of-year").then(number(date.getYear()));
  }

  @Override
  public Spoken time(LocalTime time) {
    return time(time, "say-");
  }

  /// @param prefix of the keys of hours: alone, or behind a day
  private static Spoken time(LocalTime time, String prefix) {
    if (time.getMinute() == 0 && time.getHour() % 12 == 0) {
      return Spoken.of(prefix + (time.getHour() == 0 ? "midnight" : "noon"));
    }
    int hour = (time.getHour() + 11) % 12 + 1;
    Spoken hours = Spoken.of(prefix + "hour-" + hour);
    Spoken minutes =
        time.getMinute() == 0
            ? Spoken.NOTHING
            : Spoken.of("say-and", Words.number(time.getMinute()));
    return hours.then(minutes).then(partOfDay(time.getHour()));
  }

  private static String partOfDay(int hour) {
    if (hour < 6) {
      return "say-small-hours";
    }
    if (hour < 12) {
      return "say-morning";
    }
    return hour < 19 ? "say-afternoon" : "say-night";
  }

  @Override
  public Spoken dateTime(LocalDateTime moment) {
    return date(moment.toLocalDate()).then(time(moment.toLocalTime(), "say-at-"));
  }

  @Override
  public Spoken dateTime(LocalDateTime moment, LocalDate today) {
    return date(moment.toLocalDate(), today).then(time(moment.toLocalTime(), "say-at-"));
  }

  @Override
  public Spoken duration(Duration duration) {
    RoundedDuration rounded = RoundedDuration.of(duration);
    if (rounded.isNothing()) {
      return Spoken.of("say-less-than-a-minute");
    }
    if (rounded.days() > 0) {
      return amount(rounded.days(), "day", Ending.MASCULINE);
    }
    Spoken hours = amount(rounded.hours(), "hour", Ending.FEMININE);
    Spoken minutes = amount(rounded.minutes(), "minute", Ending.MASCULINE);
    return rounded.hours() > 0 && rounded.minutes() > 0
        ? hours.then("say-and").then(minutes)
        : hours.then(minutes);
  }

  private static Spoken amount(long amount, String unit, Ending ending) {
    if (amount == 0) {
      return Spoken.NOTHING;
    }
    return number(amount, ending).then("say-" + (amount == 1 ? unit : unit + "s"));
  }

  private static SequencedMap<String, String> gather() {
    Words words = new Words();
    for (int number = 0; number < 100; number++) {
      String text = belowHundred(number);
      words.with(Words.number(number), text);
      if (number % 10 == 1 && number != 11) {
        words.with(Words.number(number) + "-m", number == 21 ? "veintiún" : cut(text));
        words.with(Words.number(number) + "-f", cut(text) + "a");
      }
    }
    words.with("n-100-and", "ciento");
    words.with("n-100", "cien").with("n-200", "doscientos").with("n-300", "trescientos");
    words.with("n-400", "cuatrocientos").with("n-500", "quinientos").with("n-600", "seiscientos");
    words.with("n-700", "setecientos").with("n-800", "ochocientos").with("n-900", "novecientos");
    words.with("n-thousand", "mil").with("n-a-million", "un millón").with("n-millions", "millones");
    words.with("n-minus", "menos").with("say-ordinal-1", "primero");
    words.each(
        "say-weekday-",
        1,
        "el lunes",
        "el martes",
        "el miércoles",
        "el jueves",
        "el viernes",
        "el sábado",
        "el domingo");
    words.each(
        "say-month-",
        1,
        "de enero",
        "de febrero",
        "de marzo",
        "de abril",
        "de mayo",
        "de junio",
        "de julio",
        "de agosto",
        "de septiembre",
        "de octubre",
        "de noviembre",
        "de diciembre");
    for (int hour = 1; hour <= 12; hour++) {
      String text = hour == 1 ? "la una" : "las " + ONES[hour];
      words.with("say-hour-" + hour, text).with("say-at-hour-" + hour, "a " + text);
    }
    return words
        .with("say-small-hours", "de la madrugada")
        .with("say-morning", "de la mañana")
        .with("say-afternoon", "de la tarde")
        .with("say-night", "de la noche")
        .with("say-noon", "mediodía")
        .with("say-midnight", "medianoche")
        .with("say-at-noon", "al mediodía")
        .with("say-at-midnight", "a la medianoche")
        .with("say-and", "y")
        .with("say-of-year", "de")
        .with("say-today", "hoy")
        .with("say-tomorrow", "mañana")
        .with("say-yesterday", "ayer")
        .with("say-minute", "minuto")
        .with("say-minutes", "minutos")
        .with("say-hour", "hora")
        .with("say-hours", "horas")
        .with("say-day", "día")
        .with("say-days", "días")
        .with("say-less-than-a-minute", "menos de un minuto")
        .all();
  }

  /// Without its last letter.
  private static String cut(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static String belowHundred(int number) {
    if (number < ONES.length) {
      return ONES[number];
    }
    String tens = TENS[number / 10 - 3];
    return number % 10 == 0 ? tens : tens + " y " + ONES[number % 10];
  }
}

package org.city311.flows.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanishSayTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final Map<String, Integer> VALUES = values();

  private final Say say = Say.in(Language.SPANISH);

  @ParameterizedTest
  @CsvSource({
    "0, cero",
    "1, uno",
    "16, dieciséis",
    "21, veintiuno",
    "22, veintidós",
    "31, treinta y uno",
    "99, noventa y nueve",
    "100, cien",
    "101, ciento uno",
    "200, doscientos",
    "311, trescientos once",
    "555, quinientos cincuenta y cinco",
    "700, setecientos",
    "900, novecientos",
    "1000, mil",
    "1001, mil uno",
    "2026, dos mil veintiséis",
    "21000, veintiún mil",
    "31000, treinta y un mil",
    "11000, once mil",
    "100000, cien mil",
    "101000, ciento un mil",
    "1000000, un millón",
    "1001000, un millón mil",
    "2000300, dos millones trescientos",
    "21000021, veintiún millones veintiuno",
    "-4, menos cuatro"
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
    for (String word : text.split(" ", -1)) {
      switch (word) {
        case "millón", "millones" -> {
          total = (total + group) * 1_000_000;
          group = 0;
        }
        case "mil" -> {
          total += Math.max(group, 1) * 1_000;
          group = 0;
        }
        case "y" -> {}
        default -> group += VALUES.getOrDefault(word, Integer.MIN_VALUE);
      }
    }
    return total + group;
  }

  private static Map<String, Integer> values() {
    Map<String, Integer> values = new HashMap<>(Map.of("un", 1, "veintiún", 21, "ciento", 100));
    List<String> words =
        List.of(
            ("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
                    + " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés"
                    + " veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve")
                .split(" ", -1));
    for (int i = 0; i < words.size(); i++) {
      values.put(words.get(i), i);
    }
    String[] tens =
        "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien".split(" ", -1);
    for (int i = 0; i < tens.length; i++) {
      values.put(tens[i], 30 + 10 * i);
    }
    String[] hundreds =
        ("doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos"
                + " novecientos")
            .split(" ", -1);
    for (int i = 0; i < hundreds.length; i++) {
      values.put(hundreds[i], 200 + 100 * i);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "4105550123, cuatro uno cero | cinco cinco cinco | cero uno dos tres",
    "10000003, uno cero cero | cero cero cero | cero tres"
  })
  void digits(String number, String text) {
    assertEquals(text, heard(say.digits(number)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24, el martes veinticuatro de noviembre",
    "2026-01-01, el jueves primero de enero",
    "2027-05-22, el sábado veintidós de mayo",
    "2026-12-31, el jueves treinta y uno de diciembre"
  })
  void date(LocalDate date, String text) {
    assertEquals(text, heard(say.date(date)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23, hoy",
    "2026-11-24, mañana",
    "2026-11-22, ayer",
    "2026-11-25, el miércoles veinticinco de noviembre",
    "2027-05-23, el domingo veintitrés de mayo de dos mil veintisiete",
    "1999-05-26, el miércoles veintiséis de mayo de mil novecientos noventa y nueve"
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
    "00:00, medianoche",
    "00:05, las doce y cinco de la madrugada",
    "01:00, la una de la madrugada",
    "06:30, las seis y treinta de la mañana",
    "11:59, las once y cincuenta y nueve de la mañana",
    "12:00, mediodía",
    "12:30, las doce y treinta de la tarde",
    "13:01, la una y uno de la tarde",
    "18:45, las seis y cuarenta y cinco de la tarde",
    "19:00, las siete de la noche",
    "23:10, las once y diez de la noche"
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

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T15:00, mañana a las tres de la tarde",
    "2026-11-25T13:15, el miércoles veinticinco de noviembre a la una y quince de la tarde",
    "2026-11-23T12:00, hoy al mediodía",
    "2026-11-23T00:00, hoy a la medianoche"
  })
  void dateTime(LocalDateTime moment, String text) {
    assertEquals(text, heard(say.dateTime(moment, TODAY)));
  }

  @Test
  void dateTime_everyMinuteOfADay_hasWords() {
    LongStream.range(0, 24 * 60)
        .forEach(minute -> heard(say.dateTime(TODAY.atStartOfDay().plusMinutes(minute))));
  }

  @ParameterizedTest
  @CsvSource({
    "PT59S, menos de un minuto",
    "PT1M, un minuto",
    "PT1M1S, dos minutos",
    "PT56M, una hora",
    "PT61M, una hora y quince minutos",
    "PT20H1M, veintiuna horas",
    "PT24H, un día",
    "P20DT1M, veintiún días",
    "P30DT1M, treinta y un días"
  })
  void duration(Duration duration, String text) {
    assertEquals(text, heard(say.duration(duration)));
  }

  private String heard(Spoken spoken) {
    return Heard.of(say, spoken);
  }
}

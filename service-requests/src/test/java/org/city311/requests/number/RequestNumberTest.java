package org.city311.requests.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestNumberTest {
  @ParameterizedTest
  // By hand with the table in Damm's thesis.
  @CsvSource({"1000000, 10000004", "1000572, 10005723", "99999999999, 999999999999"})
  void serial_hasItsCheckDigit(long serial, long number) {
    assertEquals(number, RequestNumber.ofSerial(serial).value());
    assertEquals(serial, new RequestNumber(number).serial());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000004",
        "100 00004",
        " 100-000-04\n",
        "1.0.0.0.0.0.0.4",
        "100\u2011000\u201304"
      })
  void parse_asPeopleWriteAndPasteIt_findsTheNumber(String text) {
    assertEquals(Optional.of(RequestNumber.ofSerial(1_000_000)), RequestNumber.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "10000005",
        "0010000004",
        "1000004",
        "1000000000000000000000000000004",
        "-10000004x",
        "10000004; drop table",
        "\uff11\uff10000004",
        "#10000004"
      })
  void parse_ofAnythingElse_isEmpty(String text) {
    assertEquals(Optional.empty(), RequestNumber.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"1000000, 100 00004", "10000000, 100 000 006", "99999999999, 999 999 999 999"})
  void grouped_isReadAloudInThrees(long serial, String grouped) {
    assertEquals(grouped, RequestNumber.ofSerial(serial).grouped());
    assertEquals(Optional.of(RequestNumber.ofSerial(serial)), RequestNumber.parse(grouped));
  }

  @Test
  void serialOutOfRange_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> RequestNumber.ofSerial(999_999));
    assertThrows(IllegalArgumentException.class, () -> RequestNumber.ofSerial(100_000_000_000L));
    assertThrows(IllegalArgumentException.class, () -> new RequestNumber(10_000_005));
  }

  @Property
  void oneWrongDigit_isNoNumber(
      @ForAll @LongRange(min = 1_000_000, max = 99_999_999_999L) long serial,
      @ForAll @IntRange(max = 11) int at,
      @ForAll @IntRange(max = 9) int digit) {
    StringBuilder keyed = new StringBuilder(RequestNumber.ofSerial(serial).toString());
    Assume.that(at < keyed.length() && keyed.charAt(at) != '0' + digit);
    keyed.setCharAt(at, (char) ('0' + digit));

    assertEquals(Optional.empty(), RequestNumber.parse(keyed.toString()));
  }

  @Property
  void twoNeighboursSwapped_isNoNumber(
      @ForAll @LongRange(min = 1_000_000, max = 99_999_999_999L) long serial,
      @ForAll @IntRange(max = 10) int at) {
    StringBuilder keyed = new StringBuilder(RequestNumber.ofSerial(serial).toString());
    Assume.that(at + 1 < keyed.length() && keyed.charAt(at) != keyed.charAt(at + 1));
    char first = keyed.charAt(at);
    keyed.setCharAt(at, keyed.charAt(at + 1));
    keyed.setCharAt(at + 1, first);

    assertEquals(Optional.empty(), RequestNumber.parse(keyed.toString()));
  }
}

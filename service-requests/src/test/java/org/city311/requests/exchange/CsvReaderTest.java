package org.city311.requests.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.requests.exchange.CsvReader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static List<Row> rows(byte[] bytes, Charset encoding, char separator)
      throws CsvFault, IOException {
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), encoding, separator)) {
      List<Row> rows = new ArrayList<>();
      Optional<Row> row = reader.next();
      while (row.isPresent()) {
        rows.add(row.get());
        row = reader.next();
      }
      return rows;
    }
  }

  private static List<List<String>> fields(String text) throws CsvFault, IOException {
    return rows(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, ',').stream()
        .map(Row::fields)
        .toList();
  }

  @Test
  void fields_areReadAsRfc4180HasThem() throws Exception {
    assertEquals(
        List.of(
            List.of("a", "b, \"c\"", "two\nlines", ""),
            List.of("", " d ", "5\" pipe", "e"),
            List.of("ñ", "🕳", "", "")),
        fields("a,\"b, \"\"c\"\"\",\"two\r\nlines\",\r\n, d ,5\" pipe,\"e\"\nñ,🕳,\"\","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n\nb", "a\r\n\r\nb\r\n", "a\r\rb\r", "\uFEFFa\n\n\nb\n\n"})
  void lines_mayEndInAnyWay_andEmptyOnesDontCount(String text) throws Exception {
    assertEquals(List.of(List.of("a"), List.of("b")), fields(text));
  }

  @Test
  void line_isThatInWhichTheRowBegins() throws Exception {
    List<Row> rows =
        rows(
            "a\r\n\"x\r\ny\"\r\n\r\nb".getBytes(StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            ',');

    assertEquals(List.of(1, 2, 5), rows.stream().map(Row::line).toList());
  }

  @Test
  void otherEncodingsAndSeparators_areReadWhenSaid() throws Exception {
    Charset windows = Charset.forName("windows-1252");
    assertEquals(
        List.of("señal", "a,b"),
        rows("señal;a,b".getBytes(windows), windows, ';').getFirst().fields());
    assertEquals(
        List.of("señal", "b"),
        rows("señal\tb".getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16, '\t')
            .getFirst()
            .fields());
  }

  @Test
  void whatIsNotInTheEncoding_isAFault_withItsLine() {
    byte[] latin = "id\n1\n2\nseñal\n3".getBytes(StandardCharsets.ISO_8859_1);
    CsvFault fault = assertThrows(CsvFault.class, () -> rows(latin, StandardCharsets.UTF_8, ','));

    assertEquals(4, fault.line());
    assertTrue(fault.text().contains("UTF-8"), fault.text());
  }

  /// The last sign is cut in the middle.
  @Test
  void signThatIsCutOff_isAFault() {
    byte[] whole = "id\n1\nñ".getBytes(StandardCharsets.UTF_8);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

    assertEquals(
        3, assertThrows(CsvFault.class, () -> rows(cut, StandardCharsets.UTF_8, ',')).line());
  }

  @Test
  void quoteThatIsNeverClosed_isAFault_whereItOpens() {
    CsvFault fault = assertThrows(CsvFault.class, () -> fields("a,b\n1,\"2\n3,4\n5,6\n"));

    assertEquals(2, fault.line());
  }

  @Test
  void textAfterAClosingQuote_isAFault() {
    assertEquals(2, assertThrows(CsvFault.class, () -> fields("a\n\"b\"c\n")).line());
  }

  @Test
  void hugeRow_isTold_andDoesNotHideTheNext() throws Exception {
    String huge = "x".repeat(3_000_000);
    List<Row> rows =
        rows(
            ("a,b\n\"" + huge + "\",1\n" + ",".repeat(100_000) + "\nc,d\n")
                .getBytes(StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            ',');

    assertEquals(List.of(false, true, true, false), rows.stream().map(Row::isTooLong).toList());
    assertEquals(CsvReader.MAX_ROW, rows.get(1).fields().getFirst().length());
    assertEquals(CsvReader.MAX_FIELDS, rows.get(2).fields().size());
    assertEquals(List.of("c", "d"), rows.get(3).fields());
  }

  @Test
  void writer_writesWhatTheReaderReads_butNoFormula() throws Exception {
    List<String> plain =
        List.of("a", "", "b, \"c\"", "two\nlines", " d ", "-76.5", "ñ", "a=b", "5-6");
    assertEquals(List.of(plain), fields(CsvWriter.row(plain)));

    List<String> formulas =
        List.of("=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", " =1", "\r=1", "＝1", "-cmd|' /C calc'!A0");
    for (String written : fields(CsvWriter.row(formulas)).getFirst()) {
      assertTrue(written.startsWith("'"), written);
    }
    assertFalse(CsvWriter.row(List.of("-1")).contains("'"));
  }
}

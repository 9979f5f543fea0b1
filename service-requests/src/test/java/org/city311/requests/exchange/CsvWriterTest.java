package org.city311.requests.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvWriterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain|plain",
        "a, b|\"a, b\"",
        "say \"hi\"|\"say \"\"hi\"\"\"",
        "=cmd()|'=cmd()",
        "=HYPERLINK(\"http://x\",\"y\")|\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"",
        "+1 410|'+1 410",
        "-2+3|'-2+3",
        "@SUM(1)|'@SUM(1)",
        "＝cmd()|'＝cmd()",
        "-76.6122|-76.6122",
        "39|39"
      })
  void value_thatASpreadsheetWouldRun_isAText(String value, String written) {
    assertEquals(written + "\r\n", CsvWriter.row(List.of(value)));
  }
}

package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.city311.metrics.record.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://db/city, jdbc:postgresql://db/city, '', ''",
    "postgres://db/city, jdbc:postgresql://db/city, '', ''",
    "postgresql://ana@db/city, jdbc:postgresql://db/city, ana, ''",
    "postgresql://ana:word@db:5433/city, jdbc:postgresql://db:5433/city, ana, word",
    "postgresql://ana:@db/city, jdbc:postgresql://db/city, ana, ''",
    "postgresql://ana:a:b@db/city, jdbc:postgresql://db/city, ana, a:b",
    "postgresql://a%40b:p%2Fw%3a%20%25@db/city, jdbc:postgresql://db/city, a@b, p/w: %",
    "postgresql://ana:one+two@db/city, jdbc:postgresql://db/city, ana, one+two",
    "postgresql://ana:w%C3%B6rd@db/city, jdbc:postgresql://db/city, ana, wörd",
    "postgresql://db/city?sslmode=require, jdbc:postgresql://db/city?sslmode=require, '', ''",
    "postgresql://[::1]:5432/city, jdbc:postgresql://[::1]:5432/city, '', ''",
    "postgresql://ana:word@city_db:5432/city, jdbc:postgresql://city_db:5432/city, ana, word",
    "jdbc:postgresql://db/city?user=ana, jdbc:postgresql://db/city?user=ana, '', ''",
    "'postgresql://a:b@one:1,two:2/city', 'jdbc:postgresql://one:1,two:2/city', a, b",
  })
  void url_isReadAsLibpqOrJdbcMeansIt(String written, String url, String user, String password)
      throws Exception {
    assertEquals(new DatabaseSettings(url, user, password), DatabaseUrl.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db",
        "mysql://db/city",
        "postgresql:///city",
        "postgresql://db:54x2/city",
        "jdbc:postgresql://db:54x2/city",
        "postgresql://ana:pass%zz@db/x"
      })
  void urlThatIsNone_stopsTheStart_asAMistakeInTheConfiguration(String written) {
    StartException e = assertThrows(StartException.class, () -> DatabaseUrl.parse(written));

    assertEquals(2, e.exitCode());
  }

  @Test
  void urlThatIsNone_isNotRepeated_forItHasAPassword() {
    StartException e =
        assertThrows(StartException.class, () -> DatabaseUrl.parse("postgresql://ana:se cret@/@/"));

    assertFalse(String.valueOf(e.getMessage()).contains("se cret"));
  }
}

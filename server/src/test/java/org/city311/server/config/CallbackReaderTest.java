package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.city311.ivr.acd.CallbackTerms;
import org.city311.ivr.asterisk.Callouts;
import org.city311.ivr.routing.NumberPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The `callback` section of `city311.yaml`.
class CallbackReaderTest {
  @TempDir Path folder;

  private Configuration read(String yaml) throws ConfigurationException, IOException {
    return ConfigurationReader.read(Files.writeString(folder.resolve("city311.yaml"), yaml));
  }

  @Test
  void nothingWritten_nobodyIsCalled() throws Exception {
    Configuration read = read("");
    assertEquals(List.of(), read.outside().residents());
    assertEquals(CallbackTerms.USUAL, read.acd().callbacks());
  }

  @Test
  void everythingWritten_isRead() throws Exception {
    Configuration read =
        read(
            """
            time-zone: UTC
            asterisk: {trunks: [{name: telco, match: [192.0.2.10], proxy: "192.0.2.10:5080"}]}
            outside:
              residents: ["410NXXXXXX", "+1443NXXXXXX"]
              caller-id: "4105550000"
            callback:
              first: resident
              tries: 5
              pause: 2m
              keep: 6h
              ring: 20s
              hours: {mon-fri: "09:00-19:00"}
            """);
    assertEquals(
        new Callouts(
            "telco",
            List.of(new NumberPattern("410NXXXXXX"), new NumberPattern("+1443NXXXXXX")),
            "4105550000",
            Duration.ofSeconds(20)),
        read.callouts());
    CallbackTerms terms = read.acd().callbacks();
    assertEquals(CallbackTerms.First.RESIDENT, terms.first());
    assertEquals(5, terms.tries());
    assertEquals(Duration.ofMinutes(2), terms.pause());
    assertEquals(Duration.ofHours(6), terms.keep());
    assertEquals(Duration.ofSeconds(20), terms.ring());
    assertTrue(terms.hours().isOpen(Instant.parse("2026-03-02T09:00:00Z")));
    assertFalse(terms.hours().isOpen(Instant.parse("2026-03-01T09:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pause: 1s| callback.pause",
        "tries: 0| callback.tries",
        "first: caller| callback.first",
        "keep: 8d| callback.keep",
        "nubmers: []| callback.nubmers"
      })
  void mistake_isToldWithItsKey(String written, String key) {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> read("callback: {" + written + "}\n"));
    assertTrue(String.valueOf(e.getMessage()).contains(key), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"410.", "_410NXXXXXX", "XXX", "410NXXXXXX@evil"})
  void patternThatMayMeanMoreThanItsNumbers_isRefused(String pattern) {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> read("outside: {residents: ['" + pattern + "']}\n"));
    assertTrue(String.valueOf(e.getMessage()).contains("outside.residents"), e.getMessage());
  }
}

package org.city311.requests.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangersTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "203.0.113.9:51234, 203.0.113.9",
    "::ffff:203.0.113.9, 203.0.113.9",
    "2001:db8:1:2:3::9, 2001:db8:1:2::/64",
    "[2001:db8:1:2:3::9], 2001:db8:1:2::/64",
    "[2001:db8:1:2:3::9]:51234, 2001:db8:1:2::/64"
  })
  void addressThatAProxyWrites_isTheSameWithAPort(String written, String stranger) {
    assertEquals(stranger, Strangers.network(Strangers.bare(written)));
  }
}

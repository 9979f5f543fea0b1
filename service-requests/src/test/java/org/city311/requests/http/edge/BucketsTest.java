package org.city311.requests.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.city311.requests.http.edge.Buckets.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
  private static final Rate TWO_THEN_ONE_IN_TEN_SECONDS = new Rate(2, Duration.ofSeconds(10));

  private final AtomicLong now = new AtomicLong();

  @Test
  void stranger_whoHasTakenAll_waitsUntilOneIsThereAgain_andNoLonger() {
    Buckets buckets = buckets(new Rate(100, Duration.ofSeconds(1)));
    assertEquals(Optional.empty(), buckets.take("a"));
    assertEquals(Optional.empty(), buckets.take("a"));
    assertEquals(Optional.of(Duration.ofSeconds(10)), buckets.take("a"));
    assertEquals(Optional.empty(), buckets.take("b"));

    pass(Duration.ofSeconds(4));
    assertEquals(Optional.of(Duration.ofSeconds(6)), buckets.take("a"));
    pass(Duration.ofSeconds(6));
    assertEquals(Optional.empty(), buckets.take("a"));
  }

  @Test
  void all_whenTogetherTheyHaveTakenAll_wait_andWhoIsSentAwayHasTakenNothing() {
    Buckets buckets = buckets(new Rate(2, Duration.ofSeconds(1)));
    buckets.take("a");
    buckets.take("b");

    assertEquals(Optional.of(Duration.ofSeconds(1)), buckets.take("c"));
    pass(Duration.ofSeconds(2));
    assertEquals(Optional.empty(), buckets.take("c"));
    assertEquals(Optional.empty(), buckets.take("c"));
  }

  @Test
  void bucket_leftAlone_isFullAndNotMore() {
    Buckets buckets = buckets(new Rate(100, Duration.ofSeconds(1)));
    pass(Duration.ofDays(1));
    buckets.take("a");
    buckets.take("a");

    assertEquals(Optional.of(Duration.ofSeconds(10)), buckets.take("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:0db8:1:2::9, 2001:db8:1:2::/64",
    "::1, 0:0:0:0::/64",
    "fe80::1%eth0, fe80:0:0:0::/64",
    "::ffff:203.0.113.9, 203.0.113.9",
    "zzzz:99999::, 0:0:0:0::/64"
  })
  void address_ofAHousehold_isOne(String address, String network) {
    assertEquals(network, Strangers.network(address));
  }

  private Buckets buckets(Rate all) {
    return new Buckets(TWO_THEN_ONE_IN_TEN_SECONDS, all, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}

package org.city311.ivr.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.ivr.routing.NumberPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalloutsTest {
  private static final Callouts CALLOUTS =
      new Callouts(
          "local", List.of(new NumberPattern("410NXXXXXX")), "311", Duration.ofSeconds(25));

  @Test
  void allowedNumber_isDialledByTheTrunk() {
    assertEquals(Optional.of("PJSIP/4105550100@trunk_local"), CALLOUTS.channelTo("4105550100"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "9005550100", "4105550100@evil", "4105550100&PJSIP/x", "011442079460000"})
  void anythingElse_isNotDialled(String number) {
    assertEquals(Optional.empty(), CALLOUTS.channelTo(number));
    assertEquals(Optional.empty(), Callouts.none().channelTo(number));
  }
}

package org.city311.ivr.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.city311.ivr.acd.SwitchView.Place;
import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialplanTest {
  @Test
  void place_writtenToTheChannelAndRead_isTheSame_toTheMillisecond() {
    Place place = new Place(new SkillGroupId("water-2"), Instant.parse("2026-01-01T12:00:00.123Z"));
    assertEquals(Optional.of(place), Dialplan.placeIn(Dialplan.waitAt(place)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "done", "wait", "wait:water", "wait:water:soon", "wait:water:1:2"})
  void anythingElse_isNoPlace(String value) {
    assertEquals(Optional.empty(), Dialplan.placeIn(value));
  }
}

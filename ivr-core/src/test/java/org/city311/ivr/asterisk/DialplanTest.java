package org.city311.ivr.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.ivr.acd.SwitchView.Place;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialplanTest {
  @Test
  void place_writtenToTheChannelAndRead_isTheSame_toTheMillisecond() {
    Instant queued = Instant.parse("2026-01-01T12:00:00.123Z");
    SkillGroupId group = new SkillGroupId("water-2");
    Place plain = new Place(Demand.of(group), queued);
    Place full =
        new Place(
            new Demand(
                group,
                Map.of(new SkillId("es"), 1, new SkillId("water"), 10),
                -7,
                new AgentId("ana")),
            queued);
    assertEquals(Optional.of(plain), Dialplan.placeIn(Dialplan.waitAt(plain)));
    assertEquals(Optional.of(full), Dialplan.placeIn(Dialplan.waitAt(full)));
  }

  @Test
  void telephoneOutside_isNamed_neverDialled() {
    assertEquals("out:shelter", Dialplan.outside("shelter"));
    for (String hostile : List.of("", "+1900", "a,1", "a&b", "a:b", "_X.", "A")) {
      assertThrows(IllegalArgumentException.class, () -> Dialplan.outside(hostile), hostile);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "done",
        "wait",
        "wait:water",
        "wait:water:soon",
        "wait:water:1:2",
        "wait:Water:1:0::",
        "wait:water:1:0:es:"
      })
  void anythingElse_isNoPlace(String value) {
    assertEquals(Optional.empty(), Dialplan.placeIn(value));
  }

  @Test
  void goodbye_hasItsLastWordsSaidByTheSwitch_ifThereAreAny() {
    assertEquals("done", Dialplan.goodbye(new Ending.Goodbye()));
    assertEquals("say:refused-flood", Dialplan.goodbye(new Ending.Goodbye("refused-flood")));
  }
}

package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Announcements;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.OpeningHours;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers of a group whose talks may be recorded are told so before they are put through, and others are not.
class RecordingNoticeTest {
  private static final SkillGroupId STREETS = new SkillGroupId("streets");
  private static final SkillGroupId WATER = new SkillGroupId("water");

  @TempDir Path messages;

  private static SkillGroup group(SkillGroupId id, RecordingRule rule) {
    return new SkillGroup(
        id,
        Map.of("en", id.value()),
        Map.of(),
        Strategy.LONGEST_IDLE,
        0,
        List.of(),
        OpeningHours.always(),
        Closing.SERVE,
        Announcements.USUAL,
        rule);
  }

  private WelcomeFlow welcome() {
    return Welcome.of(
        Welcome.tree(STREETS, STREETS, WATER),
        new Routing(
            List.of(group(STREETS, RecordingRule.ON_DEMAND), group(WATER, RecordingRule.NEVER)),
            List.of()),
        messages);
  }

  @Test
  void recordedGroup_isAnnouncedBeforeTheCallerIsPutThrough() throws Exception {
    List<String> heard = ScriptedCaller.presses("11").with(welcome());

    int notice = heard.indexOf("hears recording-notice");
    assertTrue(notice > 0, heard.toString());
    assertTrue(notice < heard.indexOf("hears connecting"), heard.toString());
  }

  @Test
  void otherGroup_isNot() throws Exception {
    List<String> heard = ScriptedCaller.presses("12").with(welcome());

    assertEquals(-1, heard.indexOf("hears recording-notice"), heard.toString());
  }
}

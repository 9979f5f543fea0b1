package org.city311.metrics.live;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.city311.ivr.call.SkillGroupId;

/// The city that the figures are about.
///
/// @param name what the public reads
/// @param zone where its midnights are
/// @param groups the skill groups to show, in the order to show them
public record City(String name, ZoneId zone, List<Group> groups) {
  public City {
    groups = List.copyOf(groups);
  }

  /// A skill group and what it is called.
  ///
  /// @param names by language tag, in the order to show them
  public record Group(SkillGroupId id, Map<String, String> names) {
    public Group {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }
  }
}

package org.city311.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.flows.SurveyFlow;
import org.city311.flows.SurveyFlow.Question;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.SkillGroup;

/// Reads who is asked after the talk how it was: `survey`.
final class SurveyReader {
  private static final int MOST_QUESTIONS = 3;
  private static final Duration LONGEST = Duration.ofDays(365);

  private SurveyReader() {}

  static Configuration.Survey read(YamlSection section, List<SkillGroup> groups) {
    int share = section.integer("share", 0, 0, 100);
    List<String> names = Question.ALL.stream().map(Question::name).toList();
    List<String> questions =
        section.strings(
            "questions", names, Shape.oneOf(names, "one of " + String.join(", ", names)));
    section.distinct("questions", questions);
    if (questions.isEmpty() || questions.size() > MOST_QUESTIONS) {
      section.mistake("questions", questions.size() + " questions", "1 to " + MOST_QUESTIONS);
    }
    List<String> ids = groups.stream().map(group -> group.id().value()).toList();
    Set<SkillGroupId> asked =
        section
            .strings(
                "groups",
                ids,
                Shape.oneOf(ids, "skill groups: " + RoutingReader.sorted(Set.copyOf(ids))))
            .stream()
            .map(SkillGroupId::new)
            .collect(Collectors.toSet());
    Duration notAgain =
        section.duration("not-again-within", Duration.ofDays(30), Duration.ZERO, LONGEST);
    boolean all = !section.has("groups");
    section.end();
    return new Configuration.Survey(
        share,
        new SurveyFlow.Rules(
            questions.stream().map(SurveyReader::question).toList(),
            all ? Set.of() : asked,
            notAgain));
  }

  private static Question question(String name) {
    return Question.ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}

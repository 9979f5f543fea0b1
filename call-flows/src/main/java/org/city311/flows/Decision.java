package org.city311.flows;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;

/// What a caller's way through the welcome has come to, as the call itself remembers it: while the caller hears
/// what comes of it, or speaks a message, the node may die, and the next does not ask for the way again.
///
/// A telephone outside is not remembered: the caller is put through at once, and is back when nobody is there.
final class Decision {
  private static final String NAME = "decision";
  private static final String GOODBYE = "goodbye";

  /// What a call remembers at most of one thing.
  private static final int MOST = 200;

  private static final Pattern GROUP =
      Pattern.compile(
          "group:(?<id>[^:]+):(?<priority>-?\\d{1,3}):(?<skills>([^:=,]+=\\d{1,2}(,[^:=,]+=\\d{1,2})*)?)");

  private Decision() {}

  /// One that is too long is asked for again.
  static void remember(Line line, Target target) throws CallerGone {
    Optional<String> text =
        switch (target) {
          case Target.ToGroup to -> Optional.of(text(to));
          case Target.Goodbye _ -> Optional.of(GOODBYE);
          case Target.ToNumber _, Target.ToMenu _, Target.ToFlow _, Target.ToInformation _ ->
              Optional.empty();
        };
    if (text.isPresent() && text.get().length() <= MOST) {
      line.remember(NAME, text.get());
    }
  }

  static Optional<Target> recalled(Line line) throws CallerGone {
    return line.recall(NAME).flatMap(Decision::target);
  }

  private static String text(Target.ToGroup to) {
    String skills =
        new TreeMap<>(to.skills())
            .entrySet().stream()
                .map(skill -> skill.getKey() + "=" + skill.getValue())
                .collect(Collectors.joining(","));
    return String.join(":", "group", to.group().value(), "" + to.priority(), skills);
  }

  private static Optional<Target> target(String text) {
    if (text.equals(GOODBYE)) {
      return Optional.of(new Target.Goodbye());
    }
    Matcher parts = GROUP.matcher(text);
    return parts.matches()
        ? Optional.of(
            new Target.ToGroup(
                new SkillGroupId(parts.group("id")),
                Integer.parseInt(parts.group("priority")),
                skills(parts.group("skills"))))
        : Optional.empty();
  }

  private static Map<SkillId, Integer> skills(String list) {
    return Stream.of(list.split(","))
        .filter(skill -> !skill.isEmpty())
        .map(skill -> skill.split("=", 2))
        .collect(
            Collectors.toMap(skill -> new SkillId(skill[0]), skill -> Integer.parseInt(skill[1])));
  }
}

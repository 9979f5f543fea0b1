package org.city311.gateway.routing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.city311.ivr.call.Reach;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.routing.Naming;
import org.city311.ivr.routing.OverflowStep;
import org.jspecify.annotations.Nullable;

/// An overflow ladder: a list of such as
/// `{"after_seconds":60,"do":"add-groups","groups":["water"]}`.
final class OverflowJson {
  private static final Pattern ACTION = Pattern.compile("widen|add-groups|callback|message|full");
  private static final int DAY_SECONDS = (int) Duration.ofDays(1).toSeconds();
  private static final int MAX_WAITING = 100_000;
  private static final int MAX_ADDED = 500;

  private OverflowJson() {}

  static JsonArray write(List<OverflowStep> steps) {
    JsonArray json = new JsonArray();
    steps.forEach(step -> json.add(write(step)));
    return json;
  }

  private static JsonObject write(OverflowStep step) {
    JsonObject json = new JsonObject();
    switch (step.when()) {
      case OverflowStep.AfterWait after -> json.put("after_seconds", seconds(after.time()));
      case OverflowStep.WhenWaiting waiting -> json.put("waiting", waiting.calls());
    }
    switch (step.then()) {
      case OverflowStep.Widen widen ->
          json.put("do", "widen").put("skills", RoutingJson.levels(widen.levels()));
      case OverflowStep.AddGroups add ->
          json.put("do", "add-groups")
              .put(
                  "groups",
                  new JsonArray(add.groups().stream().map(SkillGroupId::value).sorted().toList()));
      case OverflowStep.Treat treat -> json.put("do", Fields.word(treat.treatment()));
    }
    return json;
  }

  /// Whole where it can be.
  static Number seconds(Duration time) {
    if (time.toMillisPart() == 0) {
      return time.toSeconds();
    }
    return time.toMillis() / 1_000.0;
  }

  static List<OverflowStep> read(Fields group, List<String> mistakes) {
    return group.list(
        "overflow", Reach.MAX_RUNGS, (name, value) -> step(new Fields(name, value, mistakes)));
  }

  private static @Nullable OverflowStep step(Fields step) {
    OverflowStep.Trigger when = trigger(step);
    String action = step.text("do", "", ACTION, "widen, add-groups, callback, message, full");
    if (!step.has("do")) {
      step.mistake("do", "nothing", "widen, add-groups, callback, message, full");
    }
    OverflowStep.@Nullable Action then =
        switch (action) {
          case "widen" -> widen(step);
          case "add-groups" -> addGroups(step);
          case "callback" -> new OverflowStep.Treat(Treatment.CALLBACK);
          case "message" -> new OverflowStep.Treat(Treatment.MESSAGE);
          case "full" -> new OverflowStep.Treat(Treatment.FULL);
          default -> null;
        };
    step.end();
    return then == null ? null : new OverflowStep(when, then);
  }

  private static OverflowStep.Trigger trigger(Fields step) {
    Duration after = step.seconds("after_seconds", DAY_SECONDS);
    int waiting = step.integer("waiting", 1, 1, MAX_WAITING);
    if (step.has("after_seconds") == step.has("waiting")) {
      step.mistake(
          "after_seconds",
          step.has("waiting") ? "it and waiting" : "neither it nor waiting",
          "one of after_seconds and waiting");
    }
    return step.has("waiting")
        ? new OverflowStep.WhenWaiting(waiting)
        : new OverflowStep.AfterWait(after);
  }

  private static OverflowStep.Widen widen(Fields step) {
    Map<SkillId, Integer> levels = RoutingJson.levels(step, 0);
    if (levels.isEmpty()) {
      step.mistake("skills", "none", "skills with their new least level, 0 for none");
    }
    return new OverflowStep.Widen(levels);
  }

  /// Whether the groups are there is for the routing as a whole to say.
  private static OverflowStep.AddGroups addGroups(Fields step) {
    List<String> groups = step.texts("groups", MAX_ADDED, Naming.ID, Naming.ID_ALLOWED);
    if (groups.isEmpty()) {
      step.mistake("groups", "none", "at least one other skill group");
    }
    return new OverflowStep.AddGroups(
        groups.stream().map(SkillGroupId::new).collect(Collectors.toSet()));
  }
}

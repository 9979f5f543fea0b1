package org.city311.metrics.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.SortedMap;
import java.util.TreeMap;
import org.city311.metrics.report.IvrReport;
import org.city311.metrics.report.SurveyReport;
import org.jspecify.annotations.Nullable;

/// The reports as JSON. Shares and means have at most four decimals; null where nothing was counted.
final class ReportJson {
  private static final double DECIMALS = 10_000;

  private ReportJson() {}

  static JsonObject ivr(IvrReport report) {
    JsonObject json = fates(report.fates(), report.answered()).put("refused", report.refused());
    JsonArray steps = new JsonArray();
    for (IvrReport.Step step : report.steps()) {
      JsonObject each = fates(step.fates(), step.reached());
      each.remove("answered");
      steps.add(
          each.put("step", step.name())
              .put("reached", step.reached())
              .put("gave_up_here", step.gaveUpHere()));
    }
    return json.put("steps", steps);
  }

  private static JsonObject fates(IvrReport.Fates fates, long all) {
    return new JsonObject()
        .put("answered", all)
        .put("self_served", fates.selfServed())
        .put("containment", rounded(fates.containment(all)))
        .put("person", fates.person())
        .put("gave_up", fates.gaveUp())
        .put("ended_otherwise", all - fates.selfServed() - fates.person() - fates.gaveUp());
  }

  static JsonObject survey(SurveyReport report) {
    return new JsonObject()
        .put("questions", questions(report.all()))
        .put("groups", by("group", report.groups()))
        .put("agents", by("agent", report.agents()));
  }

  private static JsonArray by(String name, SortedMap<String, SurveyReport.Answers> all) {
    JsonArray json = new JsonArray();
    all.forEach(
        (id, answers) ->
            json.add(new JsonObject().put(name, id).put("questions", questions(answers))));
    return json;
  }

  private static JsonArray questions(SurveyReport.Answers answers) {
    JsonArray json = new JsonArray();
    answers
        .keys()
        .forEach(
            (question, keys) -> {
              JsonObject counts = new JsonObject();
              keys.forEach((key, count) -> counts.put(key.toString(), count));
              json.add(
                  new JsonObject()
                      .put("question", question)
                      .put("answers", answers.count(question))
                      .put("mean", rounded(answers.mean(question)))
                      .put("keys", counts));
            });
    return json;
  }

  static JsonObject calls(SurveyReport.Calls found) {
    JsonArray calls = new JsonArray();
    for (SurveyReport.OfCall call : found.calls()) {
      JsonObject answers = new JsonObject();
      new TreeMap<>(call.answers()).forEach(answers::put);
      calls.add(
          new JsonObject()
              .put("call_id", call.call())
              .put("arrived_at", call.arrived().toString())
              .put("group", call.group())
              .put("agent", call.agent())
              .put("answers", answers));
    }
    return new JsonObject().put("calls", calls).put("more", found.more());
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Math.round(value * DECIMALS) / DECIMALS;
  }
}

package org.city311.requests.http.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Location;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.life.Timing;

/// Requests and their history as staff see them. Contacts are not among it.
final class RequestJson {
  private RequestJson() {}

  static JsonObject of(Request request, Instant now) {
    Report report = request.report();
    JsonObject json =
        new JsonObject()
            .put("number", request.number().toString())
            .put("spoken", request.number().grouped())
            .put("version", request.version())
            .put("type", report.type())
            .put("department", request.department())
            .put("assignee", request.assignee().orElse(null))
            .put("state", Parameters.word(request.state().name()));
    addState(json, request.state());
    Timing timing = request.timing();
    json.put("reported_at", report.at().toString())
        .put("due", timing.due().toString())
        .put("first_due", timing.firstDue().toString())
        .put("late", request.isLate(now))
        .put("promise", promise(timing.promise()))
        .put("changed_at", request.changedAt().toString())
        .put("channel", Parameters.word(report.channel()))
        .put("language", report.language())
        .put("words", report.words())
        .put("answers", answers(report));
    addLocation(json, report.location());
    return json.put("followers", request.followers().size());
  }

  private static void addState(JsonObject json, State state) {
    switch (state) {
      case State.Active _ -> {}
      case State.OnHold hold ->
          json.put("held_since", hold.since().toString())
              .put("hold_reason", hold.reason())
              .put("hold_stops_clock", hold.stopsClock());
      case State.Closed closed ->
          json.put("outcome", Parameters.word(closed.outcome()))
              .put("closed_at", closed.at().toString());
      case State.Merged merged -> json.put("merged_into", merged.into().toString());
    }
  }

  private static void addLocation(JsonObject json, Location location) {
    location
        .position()
        .ifPresent(
            position ->
                json.put("latitude", position.latitude()).put("longitude", position.longitude()));
    json.put("address", location.address())
        .put("neighbourhood", location.neighbourhood())
        .put("asset", location.asset());
  }

  private static JsonObject answers(Report report) {
    JsonObject answers = new JsonObject();
    report.answers().forEach((question, given) -> answers.put(question, new JsonArray(given)));
    return answers;
  }

  /// `3 working days, stops on hold`, as the catalogue has it.
  private static String promise(Promise promise) {
    return "%d %s%s%s%s"
        .formatted(
            promise.amount(),
            promise.time() == Promise.Time.WORKING ? "working " : "",
            promise.unit() == Promise.Unit.DAYS ? "day" : "hour",
            promise.amount() == 1 ? "" : "s",
            promise.stopsOnHold() ? ", stops on hold" : "");
  }

  static JsonObject of(Entry entry) {
    JsonObject json =
        new JsonObject()
            .put("version", entry.version())
            .put("at", entry.at().toString())
            .put(
                "who",
                new JsonObject()
                    .put("kind", Parameters.word(entry.who().kind()))
                    .put("id", entry.who().id()))
            .put("what", Parameters.word(entry.what().kind()))
            .put("was", entry.what().was())
            .put("became", entry.what().became())
            .put("why", entry.why());
    entry
        .due()
        .ifPresent(
            move ->
                json.put("due_was", move.was().toString())
                    .put("due_became", move.became().toString()));
    return json;
  }
}

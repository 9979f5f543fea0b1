package org.city311.requests.http.residents;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Happening;
import org.city311.requests.published.Published;

/// Requests and what happened to them, as the site shows them. What is not public is left out.
final class PublishedJson {
  private PublishedJson() {}

  static JsonObject request(Published request, TypeJson types, List<String> photos) {
    JsonArray addresses = new JsonArray();
    photos.forEach(id -> addresses.add(photo(id)));
    JsonObject json =
        named(request, types)
            .put("spoken", request.number().grouped())
            .put("department", types.department(request.department()))
            .put("first_due", time(request.firstDue()))
            .put("late", request.late())
            .put("area", request.location().neighbourhood())
            .put("photos", addresses)
            .put("can_follow", canFollow(request));
    if (!request.location().address().isEmpty()) {
      json.put("address", request.location().address());
    }
    request.location().position().ifPresent(position -> place(json, position));
    if (!request.words().isEmpty()) {
      json.put("words", request.words());
    }
    switch (request.state()) {
      case State.Closed(Outcome outcome, Instant at) ->
          json.put("outcome", TypeJson.word(outcome)).put("closed_at", time(at));
      case State.Merged(RequestNumber into, _) -> json.put("merged_into", number(into));
      case State.Unfinished _ -> {}
    }
    return json;
  }

  /// What lists have of a request too.
  static JsonObject named(Published request, TypeJson types) {
    return new JsonObject()
        .put("number", request.number().toString())
        .put("type", request.type().id())
        .put("name", request.type().name().in(types.language()))
        .put("state", TypeJson.word(request.state().name()))
        .put("reported_at", time(request.reportedAt()))
        .put("due", time(request.due()));
  }

  /// Whether it makes sense that others follow it: it goes on, and they can know that it is theirs as well.
  private static boolean canFollow(Published request) {
    return Published.showsPlace(request.type()) && request.state() instanceof State.Unfinished;
  }

  static void place(JsonObject json, Position position) {
    json.put("latitude", position.latitude()).put("longitude", position.longitude());
  }

  static JsonObject happening(Happening line, TypeJson types) {
    JsonObject json = new JsonObject().put("at", time(line.at())).put("what", line.what().id());
    line.state().ifPresent(state -> json.put("state", TypeJson.word(state)));
    line.outcome().ifPresent(outcome -> json.put("outcome", TypeJson.word(outcome)));
    line.department().ifPresent(id -> json.put("department", types.department(id)));
    line.into().ifPresent(into -> json.put("into", number(into)));
    line.due()
        .ifPresent(
            move -> json.put("due_was", time(move.was())).put("due_became", time(move.became())));
    if (!line.text().isEmpty()) {
      json.put("text", line.text());
    }
    return json;
  }

  private static JsonObject number(RequestNumber number) {
    return new JsonObject().put("number", number.toString()).put("spoken", number.grouped());
  }

  /// Where a photo is.
  static String photo(String id) {
    return ResidentRoutes.ATTACHMENTS + "/" + id;
  }

  static String time(Instant at) {
    return at.toString();
  }

  static Optional<String> first(List<String> photos) {
    return photos.stream().findFirst().map(PublishedJson::photo);
  }
}

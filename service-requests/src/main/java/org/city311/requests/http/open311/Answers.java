package org.city311.requests.http.open311;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.desk.Mistake;
import org.city311.requests.geo.Position;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Happening;
import org.city311.requests.published.Published;

/// Requests, what happened to them, and refusals, as GeoReport has them.
///
/// @param catalogue in force
/// @param language in which the city's own words are
record Answers(Catalogue catalogue, String language) {

  /// @param media the address of a photo of each, where there is one
  Node.Document requests(List<Published> requests, Map<RequestNumber, String> media) {
    return new Node.Document(
        "service_requests",
        new Node.Items(
            "request",
            requests.stream()
                .map(one -> request(one, media.getOrDefault(one.number(), "")))
                .toList()));
  }

  private Node.Group request(Published request, String media) {
    Optional<Position> position = request.location().position();
    return Node.Group.with("service_request_id", request.number().toString())
        .with("status", status(request.state().name()))
        .with("status_notes", notes(request))
        .with("service_name", request.type().name().in(language))
        .with("service_code", request.type().id())
        .with("description", request.words())
        .with("agency_responsible", Offer.department(catalogue, request.department(), language))
        .with("service_notice", Offer.notice(request.type(), language))
        .with("requested_datetime", time(request.reportedAt()))
        .with("updated_datetime", time(request.changedAt()))
        .with("expected_datetime", time(request.due()))
        .with("address", address(request))
        .with("address_id", request.location().asset())
        .with("zipcode", "")
        .with("lat", position.map(Position::latitude))
        .with("long", position.map(Position::longitude))
        .with("media_url", media)
        .build();
  }

  private static String address(Published request) {
    String address = request.location().address();
    return address.isEmpty() ? request.location().neighbourhood() : address;
  }

  /// GeoReport knows two. A merged one is closed: another goes on for both, and the notes say which.
  static String status(State.Name state) {
    return switch (state) {
      case NEW, OPEN, IN_PROGRESS, REOPENED, ON_HOLD -> "open";
      case CLOSED, MERGED -> "closed";
    };
  }

  private String notes(Published request) {
    return switch (request.state()) {
      case State.Closed(Outcome outcome, _) ->
          (Sayings.of(outcome, language) + " " + request.closingWords()).strip();
      case State.Merged(RequestNumber into, _) -> Sayings.merged(into, language);
      case State.Unfinished unfinished -> Sayings.of(unfinished.name(), language);
    };
  }

  Node.Document taken(Request request) {
    String notice =
        catalogue
            .type(request.report().type())
            .map(type -> Offer.notice(type, language))
            .orElse("");
    Node.Group group =
        Node.Group.with("service_request_id", request.number().toString())
            .with("service_notice", notice)
            .build();
    return new Node.Document("service_requests", new Node.Items("request", List.of(group)));
  }

  /// Every type answers at once, so a token is never needed; a client that asks all the same, with the number
  /// that it got, gets that number.
  static Node.Document token(RequestNumber number) {
    Node.Group group =
        Node.Group.with("service_request_id", number.toString())
            .with("token", number.toString())
            .build();
    return new Node.Document("service_requests", new Node.Items("request", List.of(group)));
  }

  /// @param closedThen whether the request was closed or merged after that
  Node.Group update(Happening happening, boolean closedThen) {
    return Node.Group.with("update_id", id(happening.number(), happening.version()))
        .with("service_request_id", happening.number().toString())
        .with("status", closedThen ? "closed" : "open")
        .with("external_status_code", happening.state().map(Answers::code).orElse(""))
        .with("updated_datetime", time(happening.at()))
        .with("description", Sayings.of(happening, catalogue, language))
        .with("media_url", "")
        .build();
  }

  private static String code(State.Name state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static Node.Document updates(List<Node.Group> updates) {
    return new Node.Document("service_request_updates", new Node.Items("request_update", updates));
  }

  static Node.Document updated(String id) {
    return updates(List.of(Node.Group.with("update_id", id).build()));
  }

  /// Of a line of a request's history.
  static String id(RequestNumber number, long version) {
    return number + "-" + version;
  }

  static Node.Document errors(Refusal refusal) {
    return new Node.Document(
        "errors",
        new Node.Items(
            "error",
            refusal.mistakes().stream().map(mistake -> error(refusal.status(), mistake)).toList()));
  }

  private static Node.Group error(int status, Mistake mistake) {
    String text = mistake.field().isEmpty() ? "" : mistake.field() + ": ";
    return new Node.Builder()
        .with("code", status)
        .with("description", text + mistake.text())
        .build();
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

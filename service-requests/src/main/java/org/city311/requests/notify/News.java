package org.city311.requests.notify;

import java.time.Instant;
import java.util.Optional;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Entry;
import org.city311.requests.life.State;
import org.city311.requests.notify.letter.Occasion;
import org.city311.requests.number.RequestNumber;

/// What of an event people are to be told, and who. Pure.
///
/// @param event names the event for all time, so that nobody is told of it twice
/// @param to who
/// @param version the line of history that tells of it; 0 when none does
/// @param rule of an escalation; else empty
record News(
    String event,
    Occasion occasion,
    To to,
    RequestNumber number,
    long version,
    String rule,
    Instant happened) {

  /// Who is told.
  sealed interface To {
    /// All who want to hear of the request, or of one that is merged into it.
    record Followers() implements To {}

    /// One of them, or somebody of the city.
    record One(String recipient) implements To {}
  }

  /// Empty when nobody is told.
  static Optional<News> of(DeskEvent event) {
    return switch (event) {
      case DeskEvent.Created(Entry entry) ->
          Optional.of(of(entry, Occasion.RECEIVED, new To.Followers()));
      case DeskEvent.Changed(Entry entry) -> ofChange(entry);
      case DeskEvent.Approaching _, DeskEvent.Overdue _ -> Optional.empty();
      case DeskEvent.Escalated(
              RequestNumber number,
              Instant at,
              Instant due,
              String rule,
              String role) ->
          Optional.of(
              new News(
                  "%s/escalated/%s/%s".formatted(number, due, rule),
                  Occasion.ESCALATED,
                  new To.One(role),
                  number,
                  0,
                  rule,
                  at));
    };
  }

  private static Optional<News> ofChange(Entry entry) {
    To followers = new To.Followers();
    Optional<News> moved = entry.due().map(_ -> of(entry, Occasion.MOVED, followers));
    return switch (entry.what().kind()) {
      case CLOSED -> Optional.of(of(entry, Occasion.CLOSED, followers));
      case MERGED -> Optional.of(of(entry, Occasion.JOINED, followers));
      case FOLLOWED ->
          Optional.of(of(entry, Occasion.FOLLOWING, new To.One(entry.what().became())));
      case STATE ->
          entry.what().became().equals(State.Name.REOPENED.name())
                  && entry.what().was().equals(State.Name.CLOSED.name())
              ? Optional.of(of(entry, Occasion.REOPENED, followers))
              : moved;
      case CREATED,
          TRANSFERRED,
          ASSIGNED,
          UNMERGED,
          TOOK_IN,
          GAVE_BACK,
          UNFOLLOWED,
          COMMENTED,
          RECALCULATED ->
          moved;
    };
  }

  private static News of(Entry entry, Occasion occasion, To to) {
    return new News(
        "%s/%d".formatted(entry.number(), entry.version()),
        occasion,
        to,
        entry.number(),
        entry.version(),
        "",
        entry.at());
  }
}

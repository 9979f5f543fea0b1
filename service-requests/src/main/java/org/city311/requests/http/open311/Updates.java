package org.city311.requests.http.open311;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.city311.requests.access.ApiKey;
import org.city311.requests.access.Role;
import org.city311.requests.desk.By;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.RefusedException;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Published;

/// An update that somebody else's system sends. A department's key moves its own requests; everybody else's
/// word is a comment: of an agent for the public, of a resident's app for the staff, who decide.
final class Updates {
  /// A client that did not hear the answer says the same again.
  private static final Duration SAME_AGAIN = Duration.ofDays(1);

  /// Lines of history by which a request came into its state.
  private static final Set<Entry.Kind> STATES =
      Set.of(
          Entry.Kind.CREATED,
          Entry.Kind.STATE,
          Entry.Kind.CLOSED,
          Entry.Kind.MERGED,
          Entry.Kind.UNMERGED);

  private final RequestDesk desk;

  Updates(RequestDesk desk) {
    this.desk = desk;
  }

  /// What an update wants of a request's state.
  private sealed interface Wanted {
    record Nothing() implements Wanted {}

    record Of(Change change) implements Wanted {}
  }

  /// @return the id of the line of history that says it
  String add(Arguments arguments, ApiKey key, Instant now) throws RefusedException, SQLException {
    Request request = request(arguments, key);
    String status = arguments.one("status").strip().toUpperCase(Locale.ROOT);
    String text = arguments.one("description").strip();
    boolean moves = key.role() == Role.DEPARTMENT || key.role() == Role.ADMIN;
    Wanted wanted = wanted(status, text, request);
    if (moves && wanted instanceof Wanted.Of(Change change)) {
      Request after = changed(request.number(), change, key);
      boolean told = text.isEmpty() || change instanceof Change.Close;
      return told ? Answers.id(after.number(), after.version()) : comment(after, text, key, now);
    }
    if (wanted instanceof Wanted.Of) {
      return comment(request, ("[" + status + "] " + text).strip(), key, now);
    }
    if (text.isEmpty() && !status.isEmpty()) {
      return Answers.id(
          request.number(), desk.history(request.number(), STATES).getLast().version());
    }
    if (text.isEmpty()) {
      throw new RefusedException(400, "description: say what happened");
    }
    return comment(request, text, key, now);
  }

  private Request request(Arguments arguments, ApiKey key) throws RefusedException, SQLException {
    String id = arguments.one("service_request_id");
    if (id.isEmpty()) {
      throw new RefusedException(400, "service_request_id: say of which request");
    }
    Optional<RequestNumber> number = RequestNumber.parse(id);
    Request request =
        (number.isPresent() ? desk.find(number.get()) : Optional.<Request>empty())
            .filter(found -> maySee(key, found))
            .orElseThrow(
                () -> new RefusedException(404, "service_request_id: there is no such request"));
    if (!mayBy(key, request)) {
      throw notYours();
    }
    return request;
  }

  /// A resident's app learns of what is public to nobody as little as by reading: not that it is there.
  private boolean maySee(ApiKey key, Request request) {
    return key.role() != Role.RESIDENT_FACING
        || desk.directory()
            .catalogue()
            .type(request.report().type())
            .filter(Published::showsAnything)
            .isPresent();
  }

  private static boolean mayBy(ApiKey key, Request request) {
    return key.department().filter(own -> !own.equals(request.department())).isEmpty();
  }

  private static RefusedException notYours() {
    return new RefusedException(
        403, "this key is of another department than the one that has the request");
  }

  /// The states of the extension (FixMyStreet's), as far as they differ from what the request is in.
  private static Wanted wanted(String status, String text, Request request)
      throws RefusedException {
    boolean closed = Answers.status(request.state().name()).equals("closed");
    State.Name is = request.state().name();
    return switch (status) {
      case "" -> new Wanted.Nothing();
      case "OPEN", "REOPEN" ->
          closed ? new Wanted.Of(new Change.Reopen(text)) : new Wanted.Nothing();
      case "ACTION_SCHEDULED", "FOR_TRIAGE" ->
          is == State.Name.NEW || is == State.Name.REOPENED
              ? new Wanted.Of(new Change.Accept())
              : new Wanted.Nothing();
      case "IN_PROGRESS", "INVESTIGATING" ->
          is == State.Name.IN_PROGRESS ? new Wanted.Nothing() : new Wanted.Of(new Change.Start());
      case "CLOSED", "FIXED" -> close(closed, Outcome.DONE, text);
      case "NO_FURTHER_ACTION" -> close(closed, Outcome.NOTHING_FOUND, text);
      case "NOT_COUNCILS_RESPONSIBILITY", "INTERNAL_REFERRAL" ->
          close(closed, Outcome.REFERRED, text);
      case "DUPLICATE" ->
          throw new RefusedException(
              400, "status: of which request it is a duplicate can't be said here: /api/requests");
      default ->
          throw new RefusedException(
              400,
              "status: open, closed, fixed, in_progress, investigating, action_scheduled,"
                  + " no_further_action, not_councils_responsibility, internal_referral or reopen");
    };
  }

  private static Wanted close(boolean closed, Outcome outcome, String text) {
    return closed ? new Wanted.Nothing() : new Wanted.Of(new Change.Close(outcome, text));
  }

  private String comment(Request request, String text, ApiKey key, Instant now)
      throws RefusedException, SQLException {
    Actor who = actor(key);
    Change.Audience audience =
        key.role() == Role.RESIDENT_FACING ? Change.Audience.STAFF : Change.Audience.ANYBODY;
    Optional<Entry> said =
        desk.history(request.number(), Set.of(Entry.Kind.COMMENTED)).stream()
            .filter(entry -> entry.who().equals(who) && entry.why().equals(text))
            .filter(entry -> entry.at().isAfter(now.minus(SAME_AGAIN)))
            .findFirst();
    if (said.isPresent()) {
      return Answers.id(request.number(), said.get().version());
    }
    Request after = changed(request.number(), new Change.Comment(text, audience), key);
    return Answers.id(after.number(), after.version());
  }

  private Request changed(RequestNumber number, Change change, ApiKey key)
      throws RefusedException, SQLException {
    By by = new By(actor(key), OptionalLong.empty(), now -> mayBy(key, now));
    return switch (desk.change(number, change, by)) {
      case Changed.Done(Request after) -> after;
      case Changed.Refused(Decision.Reason reason, String text) ->
          throw new RefusedException(
              400, (reason == Decision.Reason.REASON_MISSING ? "description: " : "") + text);
      case Changed.Conflict _ ->
          throw new RefusedException(
              Refusal.later(503, "others change this request all the time", Duration.ofSeconds(2)));
      case Changed.NotTheirs _ -> throw notYours();
      case Changed.Unknown() -> throw new RefusedException(404, "there is no such request");
    };
  }

  /// A resident's app speaks for a resident.
  private static Actor actor(ApiKey key) {
    return switch (key.role()) {
      case RESIDENT_FACING -> Actor.RESIDENT;
      case AGENT -> new Actor(Actor.Kind.AGENT, key.id());
      case DEPARTMENT, ADMIN -> new Actor(Actor.Kind.DEPARTMENT, key.id());
    };
  }
}

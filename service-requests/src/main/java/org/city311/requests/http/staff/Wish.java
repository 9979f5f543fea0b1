package org.city311.requests.http.staff;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.city311.requests.access.Role;
import org.city311.requests.desk.By;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.life.Change;
import org.city311.requests.life.Change.Audience;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;

/// A change that somebody sends, as JSON: `{"change": "close", "outcome": "done"}`.
sealed interface Wish {
  /// What an agent may do to any request; the rest is for the department that has it.
  Set<Kind> FOR_AGENTS = Set.of(Kind.COMMENT, Kind.MERGE, Kind.UNMERGE, Kind.REOPEN);

  enum Kind {
    ACCEPT,
    START,
    HOLD,
    RESUME,
    CLOSE,
    REOPEN,
    TRANSFER,
    ASSIGN,
    COMMENT,
    MERGE,
    UNMERGE
  }

  Kind kind();

  Changed on(RequestDesk desk, RequestNumber number, By by) throws SQLException;

  /// Does it, if the caller may do that to the request as it is then.
  ///
  /// @param version of the request as the caller saw it; empty: whatever it is by now
  default Changed on(RequestDesk desk, RequestNumber number, OptionalLong version, Caller caller)
      throws SQLException {
    return on(desk, number, new By(caller.actor(), version, now -> mayBy(caller, now)));
  }

  /// Changes one request alone.
  record Plain(Kind kind, Change change) implements Wish {
    @Override
    public Changed on(RequestDesk desk, RequestNumber number, By by) throws SQLException {
      return desk.change(number, change, by);
    }
  }

  record Merge(RequestNumber into, String why) implements Wish {
    @Override
    public Kind kind() {
      return Kind.MERGE;
    }

    @Override
    public Changed on(RequestDesk desk, RequestNumber number, By by) throws SQLException {
      return desk.merge(number, into, why, by);
    }
  }

  record Unmerge(String why) implements Wish {
    @Override
    public Kind kind() {
      return Kind.UNMERGE;
    }

    @Override
    public Changed on(RequestDesk desk, RequestNumber number, By by) throws SQLException {
      return desk.unmerge(number, why, by);
    }
  }

  /// Whether this caller may do that to this request.
  default boolean mayBy(Caller caller, Request request) {
    return caller.worksOn(request)
        || (FOR_AGENTS.contains(kind()) && caller.role().covers(Role.AGENT));
  }

  /// Reads the keys of a change; the caller checks the body.
  static Optional<Wish> read(Body body) {
    Optional<Kind> kind = body.constant("change", Kind.values());
    if (kind.isEmpty()) {
      body.requiredText("change");
      return Optional.empty();
    }
    String why = body.text("why");
    return Optional.of(
        switch (kind.get()) {
          case ACCEPT -> new Plain(Kind.ACCEPT, new Change.Accept());
          case START -> new Plain(Kind.START, new Change.Start());
          case HOLD -> new Plain(Kind.HOLD, new Change.Hold(why));
          case RESUME -> new Plain(Kind.RESUME, new Change.Resume());
          case CLOSE ->
              new Plain(
                  Kind.CLOSE,
                  new Change.Close(
                      body.constant("outcome", Outcome.values()).orElse(Outcome.DONE), why));
          case REOPEN -> new Plain(Kind.REOPEN, new Change.Reopen(why));
          case TRANSFER ->
              new Plain(Kind.TRANSFER, new Change.Transfer(body.requiredText("department"), why));
          case ASSIGN ->
              new Plain(
                  Kind.ASSIGN,
                  new Change.Assign(
                      Optional.of(body.text("person")).filter(person -> !person.isBlank())));
          case COMMENT ->
              new Plain(
                  Kind.COMMENT,
                  new Change.Comment(
                      why, body.constant("audience", Audience.values()).orElse(Audience.STAFF)));
          case MERGE -> new Merge(into(body), why);
          case UNMERGE -> new Unmerge(why);
        });
  }

  private static RequestNumber into(Body body) {
    return RequestNumber.parse(body.requiredText("into"))
        .orElseGet(
            () -> {
              body.wrong("into", "a request's number");
              return RequestNumber.ofSerial(RequestNumber.FIRST_SERIAL);
            });
  }
}

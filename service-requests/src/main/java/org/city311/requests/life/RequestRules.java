package org.city311.requests.life;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.life.Change.Accept;
import org.city311.requests.life.Change.Assign;
import org.city311.requests.life.Change.Close;
import org.city311.requests.life.Change.Comment;
import org.city311.requests.life.Change.Follow;
import org.city311.requests.life.Change.Hold;
import org.city311.requests.life.Change.Merge;
import org.city311.requests.life.Change.Recalculate;
import org.city311.requests.life.Change.Reopen;
import org.city311.requests.life.Change.Resume;
import org.city311.requests.life.Change.Start;
import org.city311.requests.life.Change.Transfer;
import org.city311.requests.life.Change.Unfollow;
import org.city311.requests.life.Change.Unmerge;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Decision.Refused;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Entry.Kind;
import org.city311.requests.life.Entry.Move;
import org.city311.requests.life.Entry.What;
import org.city311.requests.life.State.Active;
import org.city311.requests.life.State.Closed;
import org.city311.requests.life.State.InProgress;
import org.city311.requests.life.State.Merged;
import org.city311.requests.life.State.New;
import org.city311.requests.life.State.OnHold;
import org.city311.requests.life.State.Open;
import org.city311.requests.life.State.Reopened;
import org.city311.requests.life.State.Unfinished;
import org.city311.requests.number.RequestNumber;

/// What may become of a request. The due time moves in six changes only (resume, close, reopen, transfer,
/// un-merge, recalculate), and the history's entry then has it before and after.
///
/// A department without a calendar, such as one that the city no longer has, leaves the due time as it is;
/// the next transfer counts it anew, with all pauses. Safe for any thread.
public final class RequestRules {
  private final Calendars calendars;

  public RequestRules(Calendars calendars) {
    this.calendars = calendars;
  }

  /// Makes a request. Its clock runs from the report.
  ///
  /// @param department the id of the department that does such
  /// @param followers those who want to hear of it at once, at most [Request#MAX_FOLLOWERS]
  public Decision create(
      RequestNumber number,
      Report report,
      String department,
      Promise promise,
      Set<String> followers,
      Actor who) {
    Optional<WorkCalendar> calendar = calendars.of(department);
    if (calendar.isEmpty()) {
      return unknown(department);
    }
    Instant at = report.at();
    Timing timing = Timing.started(promise, calendar.get(), at);
    Request made =
        new Request(
            number, 1, report, department, new New(), Optional.empty(), timing, followers, at);
    What what = new What(Kind.CREATED, report.type(), department);
    Move due = new Move(timing.firstDue(), timing.firstDue());
    return new Done(
        List.of(new Step(made, new Entry(number, 1, at, who, what, "", Optional.of(due)))));
  }

  /// Decides one change.
  ///
  /// @param at now; if the request was last changed later, by a clock that goes wrong, then that counts
  public Decision decide(Request request, Change change, Actor who, Instant at) {
    Optional<Refused> ill = Wording.complaint(change);
    if (ill.isPresent()) {
      return ill.get();
    }
    Wish wish = new Wish(request, change, who, at);
    return switch (change) {
      case Accept() -> accept(wish);
      case Start() -> start(wish);
      case Hold(String why) -> hold(wish, why);
      case Resume() -> resume(wish);
      case Close(Outcome outcome, _) -> close(wish, outcome);
      case Reopen _ -> reopen(wish);
      case Transfer(String department, _) -> transfer(wish, department);
      case Assign(Optional<String> person) -> assign(wish, person);
      case Merge(Request into, _) -> merge(wish, into);
      case Unmerge(Request from, _) -> unmerge(wish, from);
      case Follow(String follower) -> follow(wish, follower);
      case Unfollow(String follower) -> unfollow(wish, follower);
      case Comment(_, Change.Audience audience) ->
          wish.done(request, new What(Kind.COMMENTED, "", audience.name()));
      case Recalculate(Optional<Promise> promise, _) -> recalculate(wish, promise);
    };
  }

  private static Decision accept(Wish wish) {
    return switch (wish.request.state()) {
      case New _, Reopened _ -> wish.become(new Open());
      case Open _ -> nothing("it is open already");
      case InProgress _, OnHold _, Closed _, Merged _ -> wish.notNow("accepted");
    };
  }

  private static Decision start(Wish wish) {
    return switch (wish.request.state()) {
      case New _, Open _, Reopened _ -> wish.become(new InProgress());
      case InProgress _ -> nothing("it is in progress already");
      case OnHold _, Closed _, Merged _ -> wish.notNow("started");
    };
  }

  private static Decision hold(Wish wish, String why) {
    return switch (wish.request.state()) {
      case Active before -> {
        boolean stops = wish.request.timing().promise().stopsOnHold();
        yield wish.become(new OnHold(before, wish.now(), stops, why));
      }
      case OnHold _ -> nothing("it is on hold already");
      case Closed _, Merged _ -> wish.notNow("put on hold");
    };
  }

  private Decision resume(Wish wish) {
    return switch (wish.request.state()) {
      case OnHold hold -> wish.become(recounted(released(wish, hold)), hold.before());
      case Active _, Closed _, Merged _ -> wish.notNow("resumed");
    };
  }

  private Decision close(Wish wish, Outcome outcome) {
    return switch (wish.request.state()) {
      case Unfinished state -> {
        Request over =
            state instanceof OnHold hold && hold.stopsClock()
                ? recounted(released(wish, hold))
                : wish.request;
        What what = new What(Kind.CLOSED, state.name().name(), outcome.name());
        yield wish.done(over.with(new Closed(outcome, wish.now())), what);
      }
      case Closed _ -> nothing("it is closed already");
      case Merged _ -> wish.notNow("closed");
    };
  }

  private Decision reopen(Wish wish) {
    return switch (wish.request.state()) {
      case Closed closed -> {
        Timing timing = wish.request.timing().paused(closed.at(), wish.now());
        yield wish.become(recounted(wish.request.with(timing)), new Reopened());
      }
      case Unfinished _, Merged _ -> wish.notNow("reopened");
    };
  }

  private Decision transfer(Wish wish, String department) {
    Request request = wish.request;
    if (!(request.state() instanceof Unfinished state)) {
      return wish.notNow("transferred");
    }
    if (request.department().equals(department)) {
      return nothing("it is with this department already");
    }
    Optional<WorkCalendar> calendar = calendars.of(department);
    if (calendar.isEmpty()) {
      return unknown(department);
    }
    Request free = state instanceof OnHold hold ? released(wish, hold) : request;
    Request there =
        free.inDepartment(department).with(untouched(state)).with(free.timing().by(calendar.get()));
    return wish.done(there, new What(Kind.TRANSFERRED, request.department(), department));
  }

  /// Nobody of the next department has begun.
  private static Active untouched(Unfinished state) {
    return switch (state) {
      case New _, Reopened _ -> (Active) state;
      case Open _, InProgress _ -> new Open();
      case OnHold hold -> untouched(hold.before());
    };
  }

  private static Decision assign(Wish wish, Optional<String> person) {
    Request request = wish.request;
    if (!(request.state() instanceof Unfinished)) {
      return wish.notNow("assigned");
    }
    if (request.assignee().equals(person)) {
      return nothing("it is assigned so already");
    }
    What what = new What(Kind.ASSIGNED, request.assignee().orElse(""), person.orElse(""));
    return wish.done(request.assignedTo(person), what);
  }

  /// Followers stay where they are, so that an un-merge gives back exactly what was.
  private static Decision merge(Wish wish, Request into) {
    Request request = wish.request;
    if (!(request.state() instanceof Unfinished state)) {
      return wish.notNow("merged");
    }
    if (into.number().equals(request.number())) {
      return new Refused(Reason.WRONG_REQUEST, "a request can't be merged into itself");
    }
    return switch (into.state()) {
      case Closed _ ->
          new Refused(
              Reason.WRONG_REQUEST,
              "request %s is closed: reopen it first".formatted(into.number().grouped()));
      case Merged merged ->
          new Refused(
              Reason.WRONG_REQUEST,
              "request %s is merged into %s itself: merge into that one"
                  .formatted(into.number().grouped(), merged.into().grouped()));
      case Unfinished _ -> {
        What what = new What(Kind.MERGED, state.name().name(), into.number().toString());
        What there = new What(Kind.TOOK_IN, "", request.number().toString());
        yield wish.done(request.with(new Merged(into.number(), state)), what)
            .and(wish.of(into).done(into, there));
      }
    };
  }

  /// The clock ran on: that two were taken for one is not the resident's fault.
  private Decision unmerge(Wish wish, Request from) {
    Request request = wish.request;
    if (!(request.state() instanceof Merged merged)) {
      return wish.notNow("un-merged");
    }
    if (!merged.into().equals(from.number())) {
      return new Refused(
          Reason.WRONG_REQUEST,
          "it is merged into %s, not into %s"
              .formatted(merged.into().grouped(), from.number().grouped()));
    }
    What what = new What(Kind.UNMERGED, from.number().toString(), merged.before().name().name());
    What there = new What(Kind.GAVE_BACK, request.number().toString(), "");
    return wish.done(recounted(request.with(merged.before())), what)
        .and(wish.of(from).done(from, there));
  }

  private static Decision follow(Wish wish, String follower) {
    Set<String> followers = new HashSet<>(wish.request.followers());
    if (!followers.add(follower)) {
      return nothing("follows it already");
    }
    if (followers.size() > Request.MAX_FOLLOWERS) {
      return new Refused(
          Reason.FULL,
          "it has %d followers, the most there can be".formatted(Request.MAX_FOLLOWERS));
    }
    return wish.done(wish.request.with(followers), new What(Kind.FOLLOWED, "", follower));
  }

  private static Decision unfollow(Wish wish, String follower) {
    Set<String> followers = new HashSet<>(wish.request.followers());
    return followers.remove(follower)
        ? wish.done(wish.request.with(followers), new What(Kind.UNFOLLOWED, follower, ""))
        : nothing("does not follow it");
  }

  private Decision recalculate(Wish wish, Optional<Promise> promise) {
    Request request = wish.request;
    if (!(request.state() instanceof Unfinished)) {
      return wish.notNow("recalculated");
    }
    Optional<WorkCalendar> calendar = calendars.of(request.department());
    if (calendar.isEmpty()) {
      return unknown(request.department());
    }
    Timing was = request.timing();
    Timing now = was.promising(promise.orElse(was.promise())).by(calendar.get());
    return now.equals(was)
        ? nothing("promise and due time stay as they are")
        : wish.done(
            request.with(now),
            new What(Kind.RECALCULATED, Wording.of(was.promise()), Wording.of(now.promise())));
  }

  /// With the hold's span among the pauses, if it stopped the clock.
  private static Request released(Wish wish, OnHold hold) {
    return hold.stopsClock()
        ? wish.request.with(wish.request.timing().paused(hold.since(), wish.now()))
        : wish.request;
  }

  private Request recounted(Request request) {
    return calendars
        .of(request.department())
        .map(calendar -> request.with(request.timing().by(calendar)))
        .orElse(request);
  }

  private static Refused nothing(String text) {
    return new Refused(Reason.NOTHING_CHANGES, text);
  }

  private static Refused unknown(String department) {
    return new Refused(
        Reason.UNKNOWN_DEPARTMENT,
        "the city has no department '" + department + "', or it has no calendar");
  }
}

package org.city311.requests.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Reason;
import org.city311.requests.life.Decision.Refused;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Request;
import org.city311.requests.life.RequestRules;

/// Counts the due times of a department's unfinished requests anew, as its calendar changed. Those that
/// move have it in their history; the others are left alone. May be repeated, also after a fault: what
/// was counted stays. Safe for any thread.
public final class Recalculation {
  private static final int REQUESTS_AT_A_TIME = 500;

  private final Requests requests;
  private final RequestRules rules;

  /// @param rules with the calendars as they are now
  public Recalculation(Requests requests, RequestRules rules) {
    this.requests = requests;
    this.rules = rules;
  }

  /// @param why as it stands in each history, such as `new holidays`
  /// @return how many due times moved
  /// @throws IllegalArgumentException when the department has no calendar, or there is no reason
  public int of(String department, String why, Actor who, Instant at) throws SQLException {
    Wish wish = new Wish(new Change.Recalculate(Optional.empty(), why), who, at);
    int moved = 0;
    long after = 0;
    while (true) {
      List<Request> page = requests.unfinished(department, after, REQUESTS_AT_A_TIME);
      if (page.isEmpty()) {
        return moved;
      }
      moved += save(page, wish);
      after = page.getLast().number().value();
    }
  }

  private record Wish(Change change, Actor who, Instant at) {}

  private int save(List<Request> page, Wish wish) throws SQLException {
    List<Step> steps = new ArrayList<>();
    for (Request request : page) {
      steps.addAll(decide(request, wish));
    }
    if (requests.save(steps) instanceof Saved.All) {
      return steps.size();
    }
    int moved = 0;
    for (Request request : page) {
      moved += saveAlone(request, wish);
    }
    return moved;
  }

  /// Of two who change a request one always gets through, so this ends.
  private int saveAlone(Request read, Wish wish) throws SQLException {
    Optional<Request> request = Optional.of(read);
    while (request.isPresent()) {
      List<Step> steps = decide(request.get(), wish);
      if (requests.save(steps) instanceof Saved.All) {
        return steps.size();
      }
      request = requests.find(read.number());
    }
    return 0;
  }

  private List<Step> decide(Request request, Wish wish) {
    return switch (rules.decide(request, wish.change(), wish.who(), wish.at())) {
      case Done done -> done.steps();
      case Refused(Reason reason, String text) -> {
        if (reason == Reason.NOTHING_CHANGES || reason == Reason.NOT_IN_THIS_STATE) {
          yield List.of();
        }
        throw new IllegalArgumentException(text);
      }
    };
  }
}

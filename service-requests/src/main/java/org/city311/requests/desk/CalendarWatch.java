package org.city311.requests.desk;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Has the due times follow the calendars of a running server, at once and once more: who had taken the
/// calendar before to make or change a request may store that after all were counted. For one thread.
public final class CalendarWatch {
  /// Longer than a report or a change is under way.
  private static final Duration ONCE_MORE_AFTER = Duration.ofMinutes(1);

  private final CalendarFollower follower;

  /// What was in force before, until it was counted once more for it.
  private final Queue<Former> formers = new ArrayDeque<>();

  /// By whose calendars all due times are counted.
  private @Nullable Directory followed;

  private record Former(Directory directory, Instant onceMoreAt) {}

  public CalendarWatch(CalendarFollower follower) {
    this.follower = follower;
  }

  /// @param inForce now
  /// @return how many due times moved
  /// @throws SQLException when the database is away; what was not done is done at the next look
  public int look(Directory inForce, Instant now) throws SQLException {
    Directory before = followed;
    int moved = 0;
    if (before == null) {
      moved += follower.start(inForce, now);
    } else if (inForce != before) {
      moved += follower.follow(before, inForce, now);
      formers.add(new Former(before, now.plus(ONCE_MORE_AFTER)));
    }
    followed = inForce;
    for (Former next = formers.peek();
        next != null && !now.isBefore(next.onceMoreAt());
        next = formers.peek()) {
      moved += follower.follow(next.directory(), inForce, now);
      formers.remove();
    }
    return moved;
  }
}

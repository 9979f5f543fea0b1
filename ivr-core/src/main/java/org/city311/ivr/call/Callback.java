package org.city311.ivr.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a call is that nobody waits on the line for: a resident who asked to be called back stands in
/// the queue with the place of the call that asked. When its turn comes, an agent is rung first, and then
/// the resident; or, where the city wants that, the resident first. How often and how long that is tried
/// is settled when it is asked for.
///
/// @param number what is called, as it is dialled
/// @param most how often the resident is called at most
/// @param pause how long after a try that reached nobody the next one may be
/// @param expires when it is given up
/// @param tries how often the resident was called
/// @param answers how often somebody, or a machine, picked up
/// @param dialled when the resident was called who may be on the line now; null while nobody is, and from
///     when a resident who was called first is known to be [ResidentFirst#there]
/// @param first of one whose resident is called before any agent; null: an agent is rung first
public record Callback(
    String number,
    int most,
    Duration pause,
    Instant expires,
    int tries,
    int answers,
    @Nullable Instant dialled,
    @Nullable ResidentFirst first) {
  /// What the id of each such call starts with. The id is also that of the channel to the resident, so
  /// Asterisk refuses to call a resident twice at once.
  public static final String PREFIX = "callback-";

  /// The resident is called before any agent is.
  ///
  /// @param machines how often whoever picked up did not say by key that a person is there
  /// @param there since when the resident, who has said so, waits on the line; null while not
  public record ResidentFirst(int machines, @Nullable Instant there) {
    /// One who has not been called yet.
    public static final ResidentFirst NOT_YET = new ResidentFirst(0, null);
  }

  /// A wish of which nothing has come yet.
  ///
  /// @param first null where an agent is rung first
  public Callback(
      String number, int most, Duration pause, Instant expires, @Nullable ResidentFirst first) {
    this(number, most, pause, expires, 0, 0, null, first);
  }

  /// The id of the callback that a call asks for: one at most.
  public static CallId idFor(CallId asker) {
    return new CallId(PREFIX + asker);
  }

  /// Whether this is the id of a callback.
  public static boolean is(CallId id) {
    return id.value().startsWith(PREFIX);
  }

  /// Whether the resident is to be called before any agent is rung, and is not on the line.
  public boolean isToBeCalledFirst() {
    return first != null && first.there == null;
  }

  /// Whether the resident was called first, and waits on the line like any caller.
  public boolean isThere() {
    return first != null && first.there != null;
  }

  /// How often whoever picked up did not say by key that a person is there.
  public int machines() {
    return first == null ? 0 : first.machines;
  }

  /// The resident is called.
  public Callback dialled(Instant at) {
    return new Callback(number, most, pause, expires, tries + 1, answers, at, first);
  }

  /// Somebody has picked up.
  public Callback answered() {
    return new Callback(number, most, pause, expires, tries, answers + 1, dialled, first);
  }

  /// The resident, who was called first, has said by key to be there.
  public Callback there(Instant at) {
    return with(null, new ResidentFirst(machines(), at));
  }

  /// It was a machine that picked up, or somebody who pressed nothing.
  public Callback machine() {
    return with(dialled, new ResidentFirst(machines() + 1, null));
  }

  /// The resident is on no line of ours.
  public Callback offLine() {
    return with(null, first == null ? null : new ResidentFirst(first.machines, null));
  }

  private Callback with(@Nullable Instant lastDialled, @Nullable ResidentFirst howFirst) {
    return new Callback(number, most, pause, expires, tries, answers, lastDialled, howFirst);
  }
}

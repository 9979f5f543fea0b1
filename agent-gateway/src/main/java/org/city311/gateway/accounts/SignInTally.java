package org.city311.gateway.accounts;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How often people tried to sign in at this node since it began, by what became of it. Names nobody. Safe for any
/// thread.
public final class SignInTally {
  private final Map<Result, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder lockOuts = new LongAdder();

  /// What became of a try. Monitoring knows no others.
  public enum Result {
    SIGNED_IN,
    /// By a wrong name or password, or by somebody who may not.
    REFUSED,
    /// Not looked at, as it came too soon after others.
    TOO_OFTEN;

    /// As a label has it, such as `signed-in`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  void count(Result result) {
    counts.computeIfAbsent(result, _ -> new LongAdder()).increment();
  }

  void countLockOut() {
    lockOuts.increment();
  }

  public long of(Result result) {
    LongAdder count = counts.get(result);
    return count == null ? 0 : count.sum();
  }

  /// How often a name or an address began to have to wait, also for tries to change a password.
  public long lockOuts() {
    return lockOuts.sum();
  }
}

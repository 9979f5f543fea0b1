package org.city311.gateway.accounts.password;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes and compares hashes of passwords, few at once: calls share the processors and the memory. Safe for
/// any thread; blocks.
public final class Hasher {
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final PasswordHash.Cost cost;

  /// @param cost of each that is made, such as [PasswordHash.Cost#STANDARD]
  public Hasher(PasswordHash.Cost cost) {
    this.cost = cost;
  }

  /// Too many sign in at this moment; may be repeated.
  public static final class BusyException extends Exception {
    BusyException() {
      super("too many sign in at this moment");
    }
  }

  /// As [PasswordHash#of].
  public String of(String password) throws BusyException {
    return placed(() -> PasswordHash.of(password, cost));
  }

  /// As [PasswordHash#matches].
  public boolean matches(String password, @Nullable String kept) throws BusyException {
    return placed(() -> PasswordHash.matches(password, kept, cost));
  }

  private <T> T placed(Supplier<T> work) throws BusyException {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BusyException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}

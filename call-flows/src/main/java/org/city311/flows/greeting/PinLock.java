package org.city311.flows.greeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PIN that nobody can find out by trying: after [#MOST_WRONG] wrong ones within [#WINDOW], from whichever
/// phone, none is right for [#WINDOW]. All nodes count together. Thread-safe.
public final class PinLock {
  public static final int MOST_WRONG = 5;
  public static final Duration WINDOW = Duration.ofHours(1);

  /// As many as a PIN must have, at least and at most.
  public static final int LEAST_DIGITS = 6;

  public static final int MOST_DIGITS = 12;

  private static final Logger log = LoggerFactory.getLogger(PinLock.class);

  private final byte[] pin;
  private final Note tries;
  private final InstantSource clock;

  /// @param tries remembers the wrong ones
  public PinLock(String pin, Note tries, InstantSource clock) {
    this.pin = pin.getBytes(UTF_8);
    this.tries = tries;
    this.clock = clock;
  }

  /// What is to be said of a PIN.
  public enum Verdict {
    RIGHT,
    WRONG,
    /// Whatever it is: there were too many wrong ones.
    LOCKED
  }

  /// Wrong tries, and when the last one was.
  private record Wrong(int count, Instant last) {
    static final Wrong NONE = new Wrong(0, Instant.EPOCH);

    static Wrong parse(String text) {
      String[] parts = text.split(" ", -1);
      return parts.length == 2 && parts[0].matches("\\d{1,6}") && parts[1].matches("\\d{1,15}")
          ? new Wrong(Integer.parseInt(parts[0]), Instant.ofEpochSecond(Long.parseLong(parts[1])))
          : NONE;
    }

    @Override
    public String toString() {
      return count + " " + last.getEpochSecond();
    }
  }

  /// Judges a PIN that somebody entered.
  public synchronized Verdict judge(String entered) {
    Instant now = clock.instant();
    Wrong known = tries.text().map(Wrong::parse).orElse(Wrong.NONE);
    Wrong wrong = known.last().plus(WINDOW).isAfter(now) ? known : Wrong.NONE;
    if (wrong.count() >= MOST_WRONG) {
      return Verdict.LOCKED;
    }
    if (MessageDigest.isEqual(pin, entered.getBytes(UTF_8))) {
      tries.write(Wrong.NONE.toString());
      return Verdict.RIGHT;
    }
    Wrong more = new Wrong(wrong.count() + 1, now);
    tries.write(more.toString());
    log.warn("a wrong PIN for the emergency greeting: tries={} most={}", more.count(), MOST_WRONG);
    return more.count() >= MOST_WRONG ? Verdict.LOCKED : Verdict.WRONG;
  }
}

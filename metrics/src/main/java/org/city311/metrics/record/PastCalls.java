package org.city311.metrics.record;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Termination;
import org.city311.ivr.line.CallerHistory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the call records know of a number. Asks the database off the caller's thread, a few questions
/// at once, and only while it is there: who calls when it is slow or away is a caller without a past.
/// Safe for any thread.
public final class PastCalls implements CallerHistory {
  /// Questions at once; one connection more than records and figures need would be too many.
  private static final int MAX_QUESTIONS = 2;

  /// How long a number's language is known: telephones change hands.
  private static final Duration LANGUAGE_KNOWN = Duration.ofDays(400);

  /// A withheld one may be a word, such as `anonymous`: that is many people's.
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d+");

  private static final Logger log = LoggerFactory.getLogger(PastCalls.class);

  private final MetricsDatabase database;
  private final Windows windows;
  private final InstantSource clock;
  private final Semaphore questions = new Semaphore(MAX_QUESTIONS);

  public PastCalls(MetricsDatabase database, Windows windows, InstantSource clock) {
    this.database = database;
    this.windows = windows;
    this.clock = clock;
  }

  /// How long the past counts.
  ///
  /// @param abandoned a call that was given up, or lost; zero: not at all
  /// @param cutOff a talk that was cut off; zero: not at all
  public record Windows(Duration abandoned, Duration cutOff) {}

  @Override
  public CompletableFuture<Past> of(String ani) {
    CompletableFuture<Past> past = new CompletableFuture<>();
    if (!NUMBER.matcher(ani).matches() || !database.isUp() || !questions.tryAcquire()) {
      past.complete(Past.NONE);
      return past;
    }
    Thread.ofVirtual()
        .name("past-calls")
        .start(
            () -> {
              try {
                past.complete(ask(ani, clock.instant()));
              } catch (SQLException | RuntimeException e) {
                log.debug("a caller's past can't be told", e);
              } finally {
                questions.release();
                past.complete(Past.NONE);
              }
            });
    return past;
  }

  private Past ask(String ani, Instant now) throws SQLException {
    CallRecords records = new CallRecords(database);
    Instant from = now.minus(LANGUAGE_KNOWN);
    Optional<CallRecords.LastCall> last = records.lastOf(ani, from);
    // Who settles it by keys has chosen a language all the same.
    Language language =
        records
            .languageOf(ani, from)
            .or(() -> last.map(CallRecords.LastCall::language))
            .orElse(null);
    return last.map(call -> judge(call, language, now)).orElse(new Past(false, null, language));
  }

  private Past judge(CallRecords.LastCall last, @Nullable Language language, Instant now) {
    Duration ago = Duration.between(last.ended(), now);
    return switch (last.termination().result()) {
      case ABANDONED, LOST -> new Past(ago.compareTo(windows.abandoned()) < 0, null, language);
      case ANSWERED, CALLBACK_CONNECTED ->
          new Past(
              false,
              isCutOff(last.termination().reason()) && ago.compareTo(windows.cutOff()) < 0
                  ? last.agent()
                  : null,
              language);
      case OVERFLOWED,
          CALLED_BACK,
          LEFT_IN_IVR,
          CALLBACK_GAVE_UP,
          CALLBACK_EXPIRED,
          CALLBACK_CANCELLED ->
          new Past(false, null, language);
    };
  }

  private static boolean isCutOff(Termination.Reason reason) {
    return reason == Termination.Reason.SWITCH_FAILED || reason == Termination.Reason.ENDED_UNSEEN;
  }
}

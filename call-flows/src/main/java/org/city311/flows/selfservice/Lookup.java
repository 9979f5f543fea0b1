package org.city311.flows.selfservice;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.flows.Dialogue;
import org.city311.flows.Elsewhere;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.requests.phone.DeskAwayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the desk while a caller waits, who hears that we are at it: never silence, and never longer
/// than some seconds. Where the desk is away, the caller is told so and speaks with a person.
///
/// Safe for any thread.
public final class Lookup {
  /// So long nobody takes for silence.
  static final Duration UNNOTICED = Duration.ofMillis(500);

  /// A greeting takes longer, and a caller who presses on at once is not kept.
  static final Duration AHEAD = Duration.ofMillis(200);

  /// How often a caller is asked for a moment, and what is waited after each.
  static final int MOMENTS = 3;

  static final Duration MOMENT = Duration.ofSeconds(1);

  /// How many questions to the desk may be under way at once on one node; who comes then is told at
  /// once that it can't be reached.
  static final int AT_ONCE = 32;

  private static final Logger log = LoggerFactory.getLogger(Lookup.class);

  private final Semaphore places = new Semaphore(AT_ONCE);

  /// What is asked of the desk.
  @FunctionalInterface
  public interface Question<T> {
    T ask() throws DeskAwayException;
  }

  /// Waits for the answer, for as long as a caller waits.
  ///
  /// @throws WantsPerson when there is none: the caller was told
  <T> T answer(Dialogue dialogue, Question<T> question) throws CallerGone, Elsewhere {
    Optional<T> answer = awaited(dialogue.line(), ask(question));
    if (answer.isPresent()) {
      return answer.get();
    }
    dialogue.say("desk-away");
    throw new WantsPerson(Elsewhere.Why.ASKED);
  }

  /// Asks while the caller hears something, and waits for the rest of the time as [#answer] does. What is
  /// asked is done also when the caller hangs up.
  ///
  /// @return empty when there is no answer: the caller was not told
  <T> Optional<T> meanwhile(Line line, String prompt, Question<T> question) throws CallerGone {
    Optional<CompletableFuture<T>> asked = ask(question);
    line.play(prompt);
    return awaited(line, asked);
  }

  private static <T> Optional<T> awaited(Line line, Optional<CompletableFuture<T>> asked)
      throws CallerGone {
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> answer = within(asked.get(), UNNOTICED);
    for (int moment = 1; answer.isEmpty() && moment <= MOMENTS; moment++) {
      if (asked.get().isDone()) {
        break;
      }
      line.play("one-moment");
      answer = within(asked.get(), MOMENT);
    }
    return answer;
  }

  /// Asks before the answer is needed.
  ///
  /// @return done [#AHEAD] from now at the latest: then with none
  <T> CompletableFuture<Optional<T>> ahead(Question<T> question) {
    return ask(question)
        .map(
            asked ->
                asked
                    .handle(
                        (answer, fault) -> {
                          tell(fault);
                          return Optional.ofNullable(answer);
                        })
                    .completeOnTimeout(Optional.empty(), AHEAD.toMillis(), TimeUnit.MILLISECONDS))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /// That the desk is away is told by itself.
  private static void tell(@Nullable Throwable fault) {
    if (fault != null && !(fault instanceof DeskAwayException)) {
      log.error("the desk can't answer a caller", fault);
    }
  }

  private <T> Optional<CompletableFuture<T>> ask(Question<T> question) {
    if (!places.tryAcquire()) {
      log.warn("too many callers ask the desk at once: most={}", AT_ONCE);
      return Optional.empty();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    var _ =
        Thread.ofVirtual()
            .name("desk-lookup")
            .start(
                () -> {
                  try {
                    answer.complete(question.ask());
                  } catch (DeskAwayException | RuntimeException e) {
                    answer.completeExceptionally(e);
                  } finally {
                    places.release();
                  }
                });
    return Optional.of(answer);
  }

  private static <T> Optional<T> within(CompletableFuture<T> asked, Duration patience) {
    try {
      return Optional.of(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      tell(e.getCause());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

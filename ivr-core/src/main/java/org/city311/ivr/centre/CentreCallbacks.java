package org.city311.ivr.centre;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallInput;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallState;
import org.city311.ivr.call.Callback;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Termination;
import org.city311.ivr.line.Callbacks;
import org.city311.ivr.routing.NumberPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The callbacks of this centre. Waits for the leader, so it is asked by flows in threads of their own.
///
/// @param numbers what may be called; empty: nobody is called back
public record CentreCallbacks(CallCentre centre, List<NumberPattern> numbers) implements Callbacks {
  /// The resident hears nothing meanwhile, and two seconds of silence are the most that anybody should.
  private static final Duration ANSWER = Duration.ofMillis(1_800);

  private static final Logger log = LoggerFactory.getLogger(CentreCallbacks.class);

  public CentreCallbacks {
    numbers = List.copyOf(numbers);
  }

  @Override
  public boolean areOffered() {
    return !numbers.isEmpty();
  }

  @Override
  public boolean canCall(String number) {
    return NumberPattern.any(numbers, number);
  }

  @Override
  public boolean ask(CallId call, String number) {
    Optional<Call> asker = centre.call(call);
    if (!canCall(number) || asker.isEmpty()) {
      return false;
    }
    reached(call, new AcdEvent.CallbackAsked(asker.get(), number));
    // Also when it could not be saved: for the leader the call is over, and will be saved so.
    return hasAsked(call);
  }

  /// A number that is called back before then is called once all the same.
  @Override
  public boolean askLater(CallId call, Demand demand, String number, Instant from) {
    Optional<Call> asker = centre.call(call);
    if (!canCall(number) || asker.isEmpty()) {
      return false;
    }
    AcdEvent.Later later = new AcdEvent.Later(demand, from);
    reached(call, new AcdEvent.CallbackAsked(asker.get(), number, later));
    return hasAsked(call) || isWaiting(number);
  }

  @Override
  public boolean hasAsked(CallId call) {
    return centre.call(Callback.idFor(call)).isPresent()
        || centre.call(call).filter(CentreCallbacks::isToBeCalledBack).isPresent();
  }

  private static boolean isToBeCalledBack(Call call) {
    return call.state() instanceof CallState.Ended(Termination termination)
        && termination.result() == Termination.Result.CALLED_BACK;
  }

  @Override
  public boolean isWaiting(String number) {
    return centre.callbackTo(number).filter(CentreCallbacks::isCancellable).isPresent();
  }

  @Override
  public boolean cancel(String number) {
    Optional<Call> callback = centre.callbackTo(number).filter(CentreCallbacks::isCancellable);
    if (callback.isEmpty()) {
      return false;
    }
    CallId id = callback.get().id();
    CallInput givenUp = new CallInput.GivenUp(Termination.Reason.CANCELLED_BY_RESIDENT);
    return reached(id, new AcdEvent.ForCall(id, givenUp)) && centre.callbackTo(number).isEmpty();
  }

  private static boolean isCancellable(Call callback) {
    return !(callback.state() instanceof CallState.Talking
        || callback.state() instanceof CallState.Leaving);
  }

  /// Whether the leader has taken an event in time. What it has not taken by then it never will.
  private boolean reached(CallId call, AcdEvent event) {
    CompletableFuture<Void> done = centre.deliver(event);
    try {
      done.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      done.completeExceptionally(e);
      log.warn("a callback's wish did not reach the leader: callId={} why={}", call, e.toString());
      return false;
    } catch (InterruptedException e) {
      done.completeExceptionally(e);
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

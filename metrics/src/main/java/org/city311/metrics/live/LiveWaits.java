package org.city311.metrics.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.estimate.WaitEstimates;
import org.city311.ivr.estimate.WaitEstimator;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;

/// How long callers will wait, kept up to date by the feed. Safe for any thread; no method does I/O.
public final class LiveWaits implements CentreFeed.Subscriber, WaitEstimates {
  private final WaitEstimator estimator;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /// @param ageing what a step of priority is worth, as the ACD orders its calls
  public LiveWaits(Duration ageing, InstantSource clock) {
    this.estimator = new WaitEstimator(ageing);
    this.clock = clock;
  }

  @Override
  public void on(CentreEvent event) {
    locked(
        () -> {
          estimator.on(event);
          return event;
        });
  }

  @Override
  public Optional<WaitEstimate> remaining(CallId call) {
    return locked(() -> estimator.remaining(call, clock.instant()));
  }

  @Override
  public Optional<WaitEstimate> joining(SkillGroupId group) {
    return locked(() -> estimator.joining(group, clock.instant()));
  }

  @Override
  public Optional<WaitEstimate> joining() {
    return locked(() -> estimator.joining(clock.instant()));
  }

  /// For one who would join now: of the whole centre and of each group of which something is known.
  LiveView.Waits now() {
    return locked(
        () -> {
          var at = clock.instant();
          Map<SkillGroupId, WaitEstimate> groups = new HashMap<>();
          for (SkillGroupId group : estimator.groups()) {
            estimator.joining(group, at).ifPresent(estimate -> groups.put(group, estimate));
          }
          return new LiveView.Waits(estimator.joining(at).orElse(null), groups);
        });
  }

  private <T> T locked(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }
}

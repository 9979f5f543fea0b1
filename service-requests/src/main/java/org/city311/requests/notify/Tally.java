package org.city311.requests.notify;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.city311.requests.notify.send.Way;

/// Counts what became of notices at this node since it started. Safe for any thread.
final class Tally {
  private final Map<Way, LongAdder> sent = new EnumMap<>(Way.class);
  private final LongAdder skipped = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder again = new LongAdder();

  Tally() {
    for (Way way : Way.values()) {
      sent.put(way, new LongAdder());
    }
  }

  void count(Ending ending) {
    switch (ending) {
      case Ending.Sent(Way way, String _) -> adder(way).increment();
      case Ending.Skipped _ -> skipped.increment();
      case Ending.Failed _ -> failed.increment();
      case Ending.Again _ -> again.increment();
      case Ending.Closed _ -> {}
    }
  }

  private LongAdder adder(Way way) {
    LongAdder adder = sent.get(way);
    if (adder == null) {
      throw new IllegalArgumentException(way.name());
    }
    return adder;
  }

  long sent(Way way) {
    return adder(way).sum();
  }

  long skipped() {
    return skipped.sum();
  }

  long failed() {
    return failed.sum();
  }

  long again() {
    return again.sum();
  }
}

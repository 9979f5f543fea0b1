package org.city311.loadtest.bench;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;

/// Prints how many bytes of heap a waiting call takes in the ACD: what the used heap grows by after
/// a full collection, while callers join, divided by their count. A process of its own, since
/// a heap's use is only comparable with itself.
public final class WaitingCallHeap {
  private static final int CALLS = 100_000;

  /// How often a collection is asked for before the heap is read: finalizers and soft references
  /// need more than one.
  private static final int COLLECTIONS = 5;

  private WaitingCallHeap() {}

  /// Prints one number.
  public static void main(String[] arguments) {
    System.out.println(bytesPerCall(DecisionBench.AGENTS, CALLS));
  }

  /// Measures it once.
  static long bytesPerCall(int agents, int calls) {
    var crowd = new Crowd(agents, 0);
    try {
      long before = used();
      for (int i = 0; i < calls; i++) {
        crowd.join();
      }
      return Math.ceilDiv(used() - before, calls);
    } finally {
      Reference.reachabilityFence(crowd);
    }
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

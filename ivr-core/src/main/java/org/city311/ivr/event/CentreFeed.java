package org.city311.ivr.event;

/// Where the call centre's events can be had.
public interface CentreFeed {

  /// Delivers a [CentreEvent.Snapshot] and then every event in order, on a thread of the
  /// subscriber's own, one at a time. A subscriber that falls too far behind loses events and then
  /// gets a new snapshot instead: nothing it does can hold up a call.
  ///
  /// @param name for logs and meters
  /// @return ends the subscription when closed
  Subscription subscribe(String name, Subscriber subscriber);

  /// As [#subscribe], but only while this node leads the centre: for what must be done by one node. Each
  /// time that it begins to lead, a snapshot comes first.
  Subscription subscribeWhereLed(String name, Subscriber subscriber);

  /// Says that a call's record is safe, so that the call can be forgotten. Until then it comes back
  /// in each snapshot.
  void confirmRecorded(org.city311.ivr.call.CallId call);

  /// Takes events.
  @FunctionalInterface
  interface Subscriber {
    /// What this throws is logged and the event skipped.
    void on(CentreEvent event);
  }

  /// A running subscription.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}

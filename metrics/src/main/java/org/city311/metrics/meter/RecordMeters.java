package org.city311.metrics.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.city311.metrics.record.CallRecorder;
import org.city311.metrics.record.MetricsDatabase;
import org.city311.metrics.record.Outbox;
import org.city311.metrics.record.OutboxDrain;

/// The way of a call record, as meters: what waits on the disk, what could not be written there, and
/// whether the database is there.
public record RecordMeters(
    Outbox outbox, CallRecorder recorder, OutboxDrain drain, MetricsDatabase database)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    new Meters(registry)
        .gauge("outbox.bytes", "Size of the outbox on disk", outbox, Outbox::bytes)
        .gauge("outbox.limit.bytes", "What the outbox may hold on disk", outbox, Outbox::limitBytes)
        .gauge(
            "outbox.records",
            "Call records that have not reached the database",
            outbox,
            Outbox::pending)
        .gauge(
            "database.up",
            "1 when the last attempt to reach the database succeeded",
            database,
            d -> d.isUp() ? 1 : 0)
        .counter(
            "records.unconfirmed",
            "Times that the outbox did not take a record and the call was kept elsewhere",
            recorder,
            CallRecorder::unconfirmed)
        .counter(
            "records.set.aside",
            "Call records that the database refused; a person has to look",
            drain,
            OutboxDrain::setAside);
  }
}

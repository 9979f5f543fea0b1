package org.city311.metrics.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
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
    Gauge.builder("city311.outbox", outbox, Outbox::bytes)
        .description("Size of the outbox on disk")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("city311.outbox.limit", outbox, Outbox::limitBytes)
        .description("What the outbox may hold on disk")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("city311.outbox.records", outbox, Outbox::pending)
        .description("Call records that have not reached the database")
        .register(registry);
    Gauge.builder("city311.database.up", database, d -> d.isUp() ? 1 : 0)
        .description("Whether the last attempt to reach the database succeeded")
        .register(registry);
    FunctionCounter.builder("city311.records.unconfirmed", recorder, CallRecorder::unconfirmed)
        .description("Times that the outbox did not take a record and the call was kept elsewhere")
        .register(registry);
    FunctionCounter.builder("city311.records.set.aside", drain, OutboxDrain::setAside)
        .description("Call records that the database refused; a person has to look")
        .register(registry);
  }
}

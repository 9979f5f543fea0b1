package org.city311.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.Answer;
import org.city311.requests.phone.Filed;
import org.city311.requests.phone.PhoneDesk;
import org.city311.requests.phone.PhoneReport;
import org.city311.requests.phone.Standing;
import org.city311.requests.phone.Told;

/// A desk for conversations that are only tried out: it knows every number, takes every report, and stores
/// nothing.
final class RehearsedDesk implements PhoneDesk {
  private static final Duration PROMISE = Duration.ofDays(2);

  private final List<String> types;
  private final InstantSource clock;
  private final AtomicLong serial = new AtomicLong(RequestNumber.FIRST_SERIAL);

  /// @param types that can be reported; what is asked for is of the first
  RehearsedDesk(List<String> types, InstantSource clock) {
    this.types = types;
    this.clock = clock;
  }

  @Override
  public Answer about(RequestNumber number, String caller) {
    return new Answer.Found(
        new Told(
            number,
            types.isEmpty() ? "" : types.getFirst(),
            Optional.empty(),
            Standing.IN_PROGRESS,
            clock.instant(),
            clock.instant().plus(PROMISE),
            false,
            false,
            false));
  }

  @Override
  public List<Told> of(String caller) {
    return List.of();
  }

  @Override
  public void setKnown(String caller, boolean known) {}

  @Override
  public Optional<String> keep(Path wav) {
    return Optional.of("rehearsed");
  }

  @Override
  public Optional<Filed> take(PhoneReport report) {
    return Optional.of(filed(RequestNumber.ofSerial(serial.getAndIncrement())));
  }

  @Override
  public Optional<Filed> taken(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<Filed> reopen(RequestNumber number, String caller, Optional<String> recording) {
    return Optional.of(filed(number));
  }

  private Filed filed(RequestNumber number) {
    return new Filed(number, clock.instant().plus(PROMISE));
  }
}

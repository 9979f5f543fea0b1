package org.city311.requests.notify;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.city311.requests.notify.Handover.Task;
import org.city311.requests.notify.send.Delivery;
import org.city311.requests.notify.send.Mailer;
import org.city311.requests.notify.send.TextMessages;
import org.city311.requests.notify.send.Way;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one notice after the other out of the outbox and hands it over. For one thread.
///
/// The notice is locked from before it is sent until what came of it is stored, so no other node sends it
/// too. Should this process die between the two, it is sent once more, with the same Message-ID: whoever
/// hands over to a server that may not answer can have at-least-once or at-most-once, and a resident had
/// better hear twice than never.
final class Courier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /// After so many attempts without an answer it has most likely arrived.
  static final int MAX_UNCLEAR = 3;

  private final Handover handover;
  private final Notices notices;
  private final CircuitBreakers breakers;
  private final Tally tally;
  private final Outlets outlets;

  /// Where this courier hands over.
  ///
  /// @param mailer this courier's own; null when the city sends no mail
  /// @param texts null when the city sends no text messages
  /// @param clock tells when
  /// @param handedOver what was sent and could not be marked, as the database went away in between; shared
  ///     by the couriers of a node
  record Outlets(
      @Nullable Mailer mailer,
      @Nullable TextMessages texts,
      InstantSource clock,
      ConcurrentHashMap<UUID, Ending.Sent> handedOver) {}

  Courier(
      Handover handover, Notices notices, CircuitBreakers breakers, Tally tally, Outlets outlets) {
    this.handover = handover;
    this.notices = notices;
    this.breakers = breakers;
    this.tally = tally;
    this.outlets = outlets;
  }

  /// Handles the notice that is due first.
  ///
  /// @return whether there was one
  /// @throws SQLException when the database is away; may be repeated
  boolean step() throws SQLException {
    Instant now = outlets.clock().instant();
    Ending[] ended = new Ending[1];
    Optional<Notice> handled =
        notices.next(
            now,
            breakers.resting(now),
            (notice, turns) -> {
              Ending ending = handle(notice, turns, now);
              ended[0] = ending;
              return ending;
            },
            outlets.clock());
    handled.ifPresent(
        notice -> {
          outlets.handedOver().remove(notice.id());
          tally.count(ended[0]);
          log(notice, ended[0]);
        });
    return handled.isPresent();
  }

  private static void log(Notice notice, Ending ending) {
    switch (ending) {
      case Ending.Failed(String why) ->
          log.warn(
              "notice={} request={} occasion={}: given up: {}",
              notice.id(),
              notice.number(),
              notice.occasion(),
              why);
      case Ending.Skipped(String why) ->
          log.debug("notice={} request={}: not sent: {}", notice.id(), notice.number(), why);
      case Ending.Sent _, Ending.Again _, Ending.Closed _ -> {}
    }
  }

  private Ending handle(Notice notice, Notices.Turns turns, Instant now) throws SQLException {
    Ending.Sent before = outlets.handedOver().get(notice.id());
    if (before != null) {
      return before;
    }
    try {
      return switch (handover.task(notice, turns, now)) {
        case Task.Nothing(Ending ending) -> ending;
        case Task.SendMail mail -> send(notice, mail, now);
        case Task.SendText text -> send(notice, text, now);
      };
    } catch (RuntimeException e) {
      // One that can't be written must not hold up those behind it.
      log.error("notice={} request={}: can't be written", notice.id(), notice.number(), e);
      return again(notice, Optional.empty(), e.toString(), Ending.Unclear.NO);
    }
  }

  private Ending send(Notice notice, Task.SendMail task, Instant now) {
    if (outlets.mailer() == null || !breakers.letsThrough(Way.MAIL, now)) {
      return new Ending.Closed(Way.MAIL, notice.why());
    }
    return ending(notice, Way.MAIL, outlets.mailer().send(task.mail()), task.addressHash());
  }

  private Ending send(Notice notice, Task.SendText task, Instant now) {
    if (outlets.texts() == null || !breakers.letsThrough(Way.TEXT, now)) {
      return new Ending.Closed(Way.TEXT, notice.why());
    }
    Delivery delivery = outlets.texts().send(notice.id(), task.to(), task.text());
    return ending(notice, Way.TEXT, delivery, task.addressHash());
  }

  private Ending ending(Notice notice, Way way, Delivery delivery, String addressHash) {
    return switch (delivery) {
      case Delivery.Sent() -> {
        breakers.succeeded(way);
        Ending.Sent sent = new Ending.Sent(way, addressHash);
        outlets.handedOver().put(notice.id(), sent);
        yield sent;
      }
      case Delivery.Later(String why) -> again(notice, Optional.of(way), why, Ending.Unclear.NO);
      case Delivery.Unclear(String why) ->
          notice.unclear() + 1 >= MAX_UNCLEAR
              ? new Ending.Failed("no answer; it may have arrived. " + why)
              : again(notice, Optional.of(way), why, Ending.Unclear.YES);
      case Delivery.Refused(String why) -> new Ending.Failed("refused: " + why);
      case Delivery.Away(String why) -> {
        breakers.failed(way, why, outlets.clock().instant());
        yield new Ending.Closed(way, why);
      }
    };
  }

  private static Ending again(
      Notice notice, Optional<Way> way, String why, Ending.Unclear unclear) {
    return new Ending.Again(way, why, wait(notice.attempts()), unclear);
  }

  /// @param failed attempts before this one
  static Duration wait(int failed) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failed, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /// When there is nothing to do for a while.
  void rest() {
    if (outlets.mailer() != null) {
      outlets.mailer().close();
    }
  }

  @Override
  public void close() {
    rest();
  }
}

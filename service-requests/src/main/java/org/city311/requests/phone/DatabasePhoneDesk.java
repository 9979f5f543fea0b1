package org.city311.requests.phone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.attachment.Kept;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.By;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Intake;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Published;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desk for callers, over the desk of all.
public final class DatabasePhoneDesk implements PhoneDesk {
  /// How long after its closing a request is a known caller's.
  static final Duration OVER_FOR = Duration.ofDays(7);

  /// How long after its closing a follower may say that it was not done.
  static final Duration REOPENED_WITHIN = Duration.ofDays(30);

  /// How often residents may have one request reopened; then a person looks at it.
  static final int REOPENINGS = 2;

  /// Joined to one that is joined to another, and so on.
  private static final int MAX_JOINS = 20;

  private static final String WHY_REOPENED = "The caller says that it was not done.";
  private static final Logger log = LoggerFactory.getLogger(DatabasePhoneDesk.class);

  private final RequestDesk desk;
  private final RequestsDatabase database;
  private final AttachmentFiles files;
  private final QuietNumbers quiet;
  private final InstantSource clock;

  public DatabasePhoneDesk(
      RequestDesk desk, RequestsDatabase database, AttachmentFiles files, InstantSource clock) {
    this.desk = desk;
    this.database = database;
    this.files = files;
    this.quiet = new QuietNumbers(database);
    this.clock = clock;
  }

  @Override
  public Answer about(RequestNumber number, String caller) throws DeskAwayException {
    return answered(
        "look at a request",
        () -> {
          Optional<Request> found = desk.find(number);
          if (found.isEmpty()) {
            return new Answer.Unknown();
          }
          return told(found.get(), followed(caller))
              .<Answer>map(Answer.Found::new)
              .orElseGet(Answer.Private::new);
        });
  }

  @Override
  public List<Told> of(String caller) throws DeskAwayException {
    return answered(
        "look at a caller's requests",
        () -> {
          Map<String, RequestNumber> followed = followed(caller);
          if (followed.isEmpty() || quiet.has(caller)) {
            return List.of();
          }
          Instant recently = clock.instant().minus(OVER_FOR);
          List<Told> all = new ArrayList<>();
          for (Request request : find(followed.values())) {
            told(request, followed).filter(Told::theirs).ifPresent(all::add);
          }
          return all.stream()
              .filter(told -> !told.standing().isOver() || told.since().isAfter(recently))
              .sorted(
                  Comparator.comparing((Told told) -> told.standing().isOver())
                      .thenComparing(Told::due))
              .limit(MOST_OF_A_CALLER)
              .toList();
        });
  }

  @Override
  public void setKnown(String caller, boolean known) throws DeskAwayException {
    answered(
        "note a caller's wish",
        () -> {
          quiet.set(caller, !known, clock.instant());
          return known;
        });
  }

  @Override
  public Optional<String> keep(Path wav) throws DeskAwayException {
    return answered(
        "keep a recording",
        () -> {
          Kept kept = files.keep(Files.readAllBytes(wav));
          return switch (kept) {
            case Kept.Stored(String id) -> Optional.of(id);
            case Kept.Refused(String text) -> none("refused", text);
            case Kept.Full() -> none("full", "later there may be room");
          };
        });
  }

  private static Optional<String> none(String what, String why) {
    log.warn("a recording is not taken: {}: {}", what, why);
    return Optional.empty();
  }

  @Override
  public Optional<Filed> take(PhoneReport report) throws DeskAwayException {
    return answered(
        "take a report",
        () ->
            switch (desk.take(intake(report))) {
              case Taken.Accepted(Request request) -> Optional.of(filed(request));
              case Taken.Invalid invalid -> {
                log.warn(
                    "a report by phone is not taken: type={} {}",
                    report.type(),
                    invalid.mistakes());
                yield Optional.empty();
              }
            });
  }

  @Override
  public Optional<Filed> taken(String key) throws DeskAwayException {
    return answered("look for a report", () -> desk.taken(key).map(DatabasePhoneDesk::filed));
  }

  private static Intake intake(PhoneReport report) {
    return new Intake(
        report.type(),
        Channel.PHONE,
        report.language(),
        report.words(),
        report.answers(),
        Optional.empty(),
        "",
        "",
        report.phone().map(phone -> new Contact("", "", phone, report.language())),
        report.recordings(),
        report.key(),
        Actor.RESIDENT);
  }

  @Override
  public Optional<Filed> reopen(RequestNumber number, String caller, Optional<String> recording)
      throws DeskAwayException {
    return answered(
        "reopen a request",
        () -> {
          Map<String, RequestNumber> followed = followed(caller);
          Optional<Request> found = desk.find(number);
          if (found.isEmpty() || !isReopenable(found.get())) {
            return Optional.empty();
          }
          By follower = new By(Actor.RESIDENT, OptionalLong.empty(), now -> follows(now, followed));
          Changed changed = desk.change(number, new Change.Reopen(WHY_REOPENED), follower);
          if (!(changed instanceof Changed.Done done)) {
            return Optional.empty();
          }
          if (recording.isPresent()) {
            add(number, recording.get());
          }
          return Optional.of(filed(done.request()));
        });
  }

  private void add(RequestNumber number, String recording) throws SQLException {
    try (Connection connection = database.connection()) {
      List<String> wrong = files.claim(connection, number, List.of(recording));
      if (wrong.isEmpty()) {
        connection.commit();
      }
    }
  }

  private boolean isReopenable(Request request) throws SQLException {
    if (!(request.state() instanceof State.Closed closed)
        || closed.at().isBefore(clock.instant().minus(REOPENED_WITHIN))) {
      return false;
    }
    long before =
        desk.history(request.number(), Set.of(Entry.Kind.STATE)).stream()
            .filter(entry -> entry.who().kind() == Actor.Kind.RESIDENT)
            .filter(entry -> entry.what().became().equals(State.Name.REOPENED.name()))
            .count();
    return before < REOPENINGS;
  }

  private static Filed filed(Request request) {
    return new Filed(request.number(), request.timing().due());
  }

  /// Empty when its type shows nothing to the public.
  private Optional<Told> told(Request request, Map<String, RequestNumber> followed)
      throws SQLException {
    Request stands = standsFor(request);
    if (!isTold(request) || !isTold(stands)) {
      return Optional.empty();
    }
    boolean theirs = follows(request, followed);
    boolean isJoined = !stands.number().equals(request.number());
    Instant now = clock.instant();
    Standing standing = Standing.of(stands.state());
    return Optional.of(
        new Told(
            request.number(),
            request.report().type(),
            isJoined ? Optional.of(stands.number()) : Optional.empty(),
            standing,
            stands.state() instanceof State.Closed closed ? closed.at() : stands.changedAt(),
            stands.timing().due(),
            !standing.isOver() && stands.isLate(now),
            theirs,
            theirs && !isJoined && isReopenable(stands)));
  }

  private boolean isTold(Request request) {
    Catalogue catalogue = desk.directory().catalogue();
    return Published.types(catalogue).contains(request.report().type());
  }

  private Request standsFor(Request request) throws SQLException {
    Request stands = request;
    for (int joins = 0; joins < MAX_JOINS; joins++) {
      if (!(stands.state() instanceof State.Merged merged)) {
        return stands;
      }
      Optional<Request> next = desk.find(merged.into());
      if (next.isEmpty()) {
        return stands;
      }
      stands = next.get();
    }
    return stands;
  }

  private List<Request> find(Collection<RequestNumber> numbers) throws SQLException {
    try (Connection connection = database.connection()) {
      return Requests.find(connection, new HashSet<>(numbers));
    }
  }

  /// Contacts of a number, with the request that each follows.
  private Map<String, RequestNumber> followed(String caller) throws SQLException {
    try (Connection connection = database.connection()) {
      return Contacts.ofPhone(connection, caller);
    }
  }

  private static boolean follows(Request request, Map<String, RequestNumber> followed) {
    Collection<String> followers = request.followers();
    return followed.entrySet().stream()
        .anyMatch(
            each -> each.getValue().equals(request.number()) && followers.contains(each.getKey()));
  }

  private interface Asked<T> {
    T answer() throws SQLException, IOException, InterruptedException;
  }

  private static <T> T answered(String what, Asked<T> asked) throws DeskAwayException {
    try {
      return asked.answer();
    } catch (SQLException | IOException e) {
      log.warn("can't {} for a caller: {}", what, e.toString());
      throw new DeskAwayException("can't " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeskAwayException("interrupted", e);
    }
  }
}

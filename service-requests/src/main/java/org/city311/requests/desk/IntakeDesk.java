package org.city311.requests.desk;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.life.Decision;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Refused;
import org.city311.requests.life.Request;
import org.city311.requests.life.RequestRules;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.city311.requests.store.Telling;

/// Takes reports: request, history, contact, files and key are stored in one transaction, or nothing is.
/// Safe for any thread.
final class IntakeDesk {
  private final RequestsDatabase database;
  private final Contacts contacts;
  private final Attachments attachments;
  private final InstantSource clock;

  IntakeDesk(
      RequestsDatabase database, Contacts contacts, Attachments attachments, InstantSource clock) {
    this.database = database;
    this.contacts = contacts;
    this.attachments = attachments;
    this.clock = clock;
  }

  Taken take(Intake intake, Directory directory) throws SQLException {
    IntakeCheck check = new IntakeCheck(intake, directory);
    if (!check.mistakes().isEmpty()) {
      return new Taken.Invalid(check.mistakes());
    }
    try (Connection connection = database.connection()) {
      Optional<Taken> before = before(connection, intake, check);
      Optional<Taken> taken =
          before.isPresent() ? before : store(connection, intake, check, directory);
      if (taken.isPresent() && taken.get() instanceof Taken.Accepted) {
        connection.commit();
      }
      if (taken.isPresent()) {
        return taken.get();
      }
      connection.rollback();
      return before(connection, intake, check)
          .orElseThrow(() -> new SQLException("key " + intake.key() + " was used, and is gone"));
    }
  }

  Optional<Request> taken(String key) throws SQLException {
    try (Connection connection = database.connection()) {
      Optional<IntakeKeys.Used> used = IntakeKeys.find(connection, key);
      return used.isEmpty()
          ? Optional.empty()
          : Requests.find(connection, Set.of(used.get().number())).stream().findFirst();
    }
  }

  /// What the key gave already.
  private static Optional<Taken> before(Connection connection, Intake intake, IntakeCheck check)
      throws SQLException {
    if (intake.key().isEmpty()) {
      return Optional.empty();
    }
    Optional<IntakeKeys.Used> used = IntakeKeys.find(connection, intake.key());
    if (used.isEmpty()) {
      return Optional.empty();
    }
    if (!used.get().content().equals(check.content())) {
      return Optional.of(invalid("key", "this key was used for another report: make a new one"));
    }
    return Requests.find(connection, Set.of(used.get().number())).stream()
        .findFirst()
        .map(Taken.Accepted::new);
  }

  /// Empty when somebody else has used the key meanwhile.
  private Optional<Taken> store(
      Connection connection, Intake intake, IntakeCheck check, Directory directory)
      throws SQLException {
    Instant now = clock.instant();
    RequestType type = check.type();
    RequestNumber number = Requests.numbers(connection, 1).getFirst();
    Set<String> followers = Set.of();
    Optional<Contact> contact = check.contact();
    if (contact.isPresent()) {
      followers = Set.of(contacts.add(connection, number, contact.get(), now));
    }
    Decision decision =
        new RequestRules(directory)
            .create(
                number,
                check.report(now),
                type.department(),
                type.promise(),
                followers,
                intake.who());
    return switch (decision) {
      case Refused(_, String text) -> Optional.of(invalid("type", text));
      case Done done -> {
        var _ = Requests.save(connection, done.steps(), Telling.TOLD);
        yield complete(connection, intake, check, done.request());
      }
    };
  }

  private Optional<Taken> complete(
      Connection connection, Intake intake, IntakeCheck check, Request request)
      throws SQLException {
    if (!intake.attachments().isEmpty()) {
      List<String> wrong = attachments.claim(connection, request.number(), intake.attachments());
      if (!wrong.isEmpty()) {
        return Optional.of(
            invalid("attachments", "there are no such files: " + String.join(", ", wrong)));
      }
    }
    if (!intake.key().isEmpty()) {
      IntakeKeys.Used used = new IntakeKeys.Used(request.number(), check.content());
      if (!IntakeKeys.use(connection, intake.key(), used, request.report().at())) {
        return Optional.empty();
      }
    }
    return Optional.of(new Taken.Accepted(request));
  }

  private static Taken.Invalid invalid(String field, String text) {
    return new Taken.Invalid(List.of(new Mistake(field, text)));
  }
}

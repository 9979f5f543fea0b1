package org.city311.requests.desk;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.ContactCheck;
import org.city311.requests.contact.Contacts;
import org.city311.requests.geo.Lookalike;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Request;
import org.city311.requests.life.RequestRules;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Nearby;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.city311.requests.store.Saved;
import org.city311.requests.store.Savings;
import org.city311.requests.store.Telling;

/// The one desk over which requests are made and changed. Safe for any thread; it waits for the database.
///
/// Every method throws [SQLException] when the database is away; then nothing is stored, unless the
/// commit's answer alone was lost: a report with a key may be made again, and before a change is repeated,
/// the request is to be read.
public final class RequestDesk {
  /// Of so many who change a request at once, the last still gets through.
  private static final int MAX_ATTEMPTS = 50;

  private final Supplier<Directory> directory;
  private final RequestsDatabase database;
  private final Requests requests;
  private final Contacts contacts;
  private final Attachments attachments;
  private final InstantSource clock;
  private final RequestRules rules;
  private final IntakeDesk intakes;

  /// @param directory gives what is in force at the moment
  public RequestDesk(
      Supplier<Directory> directory,
      RequestsDatabase database,
      Attachments attachments,
      InstantSource clock) {
    this.directory = directory;
    this.database = database;
    this.requests = new Requests(database);
    this.contacts = new Contacts(database);
    this.attachments = attachments;
    this.clock = clock;
    this.rules = new RequestRules(department -> directory.get().of(department));
    this.intakes = new IntakeDesk(database, contacts, attachments, clock);
  }

  /// What the city offers now.
  public Directory directory() {
    return directory.get();
  }

  /// Takes a report and makes a request of it.
  public Taken take(Intake intake) throws SQLException {
    return intakes.take(intake, directory.get());
  }

  /// The request that an intake's key gave before; none once the key is forgotten.
  public Optional<Request> taken(String key) throws SQLException {
    return intakes.taken(key);
  }

  public Optional<Request> find(RequestNumber number) throws SQLException {
    return requests.find(number);
  }

  /// What happened to a request, from the earliest, the first 10,000; none when there is no such request.
  public List<Entry> history(RequestNumber number) throws SQLException {
    return requests.history(number, 0, Requests.MAX_AT_ONCE);
  }

  /// As [#history(RequestNumber)], of some kinds only: whatever many followers add, it is not in the way.
  public List<Entry> history(RequestNumber number, Set<Entry.Kind> kinds) throws SQLException {
    return requests.history(number, kinds, 0, Requests.MAX_AT_ONCE);
  }

  /// A page of what happened to a request, from the earliest.
  ///
  /// @param after the version after which it begins; 0 for the beginning
  /// @param limit at most so many, at most [Requests#MAX_AT_ONCE]
  public List<Entry> history(RequestNumber number, long after, int limit) throws SQLException {
    return requests.history(number, after, limit);
  }

  /// Requests that are not finished and may be of the same thing, of whatever department, the nearest
  /// first; none when the city has no such type.
  public List<Nearby> lookalikes(String type, Position position) throws SQLException {
    return lookalikes(type, position, _ -> true);
  }

  /// As [#lookalikes(String, Position)], of some types only. What is of another neither is among them nor
  /// tells, by its distance, where it is.
  public List<Nearby> lookalikes(String type, Position position, Predicate<RequestType> some)
      throws SQLException {
    Catalogue catalogue = directory.get().catalogue();
    Predicate<String> wanted = id -> catalogue.type(id).filter(some).isPresent();
    Optional<Lookalike> like =
        catalogue.type(type).flatMap(found -> Lookalike.of(found, position, clock.instant()));
    if (like.isEmpty()) {
      return List.of();
    }
    return requests.near(like.get().among(wanted)).stream()
        .filter(near -> wanted.test(near.request().report().type()))
        .toList();
  }

  /// Changes a request.
  ///
  /// @param version of the request as whoever wants this saw it: if it is another by now, nothing is
  ///     stored; empty: whatever it is by now
  /// @param change not a merge or un-merge, for which there are methods of their own
  public Changed change(RequestNumber number, OptionalLong version, Change change, Actor who)
      throws SQLException {
    return change(number, change, new By(who, version, _ -> true));
  }

  /// As [#change(RequestNumber, OptionalLong, Change, Actor)], under a condition.
  public Changed change(RequestNumber number, Change change, By by) throws SQLException {
    if (change instanceof Change.Merge || change instanceof Change.Unmerge) {
      throw new IllegalArgumentException("merge and un-merge by the methods of that name");
    }
    return changed(number, by, (_, _) -> new Wish.Of(change));
  }

  /// Makes another request stand for this one too, as both are of one thing.
  ///
  /// @param why may be empty
  public Changed merge(RequestNumber number, RequestNumber into, String why, Actor who)
      throws SQLException {
    return merge(number, into, why, By.of(who));
  }

  /// As [#merge(RequestNumber, RequestNumber, String, Actor)], under a condition.
  public Changed merge(RequestNumber number, RequestNumber into, String why, By by)
      throws SQLException {
    return changed(
        number,
        by,
        (connection, _) -> other(connection, into, found -> new Change.Merge(found, why)));
  }

  /// Undoes a merge, whichever it was.
  ///
  /// @param why needed
  public Changed unmerge(RequestNumber number, String why, Actor who) throws SQLException {
    return unmerge(number, why, By.of(who));
  }

  /// As [#unmerge(RequestNumber, String, Actor)], under a condition.
  public Changed unmerge(RequestNumber number, String why, By by) throws SQLException {
    return changed(
        number,
        by,
        (connection, request) ->
            request.state() instanceof State.Merged merged
                ? other(connection, merged.into(), found -> new Change.Unmerge(found, why))
                : new Wish.Of(new Change.Unmerge(request, why)));
  }

  /// "Me too": a resident wants to hear of a request, and makes no new one. Counted in [#savings]. Who
  /// follows it already, by the same e-mail and phone, is told so: [Decision.Reason#NOTHING_CHANGES].
  public Changed follow(RequestNumber number, Contact contact) throws SQLException {
    return follow(number, contact, Actor.RESIDENT);
  }

  /// As [#follow(RequestNumber, Contact)], when somebody does it for the resident.
  public Changed follow(RequestNumber number, Contact contact, Actor who) throws SQLException {
    Contact plain = IntakeCheck.plain(contact);
    Map<String, String> mistakes = ContactCheck.mistakes(plain);
    if (!mistakes.isEmpty()) {
      Map.Entry<String, String> first = mistakes.entrySet().iterator().next();
      return new Changed.Refused(
          Decision.Reason.BAD_TEXT, first.getKey() + ": " + first.getValue());
    }
    return changed(
        number,
        By.of(who),
        (connection, request) ->
            contacts.alike(connection, request.followers(), plain).isPresent()
                ? new Wish.No(
                    new Changed.Refused(Decision.Reason.NOTHING_CHANGES, "follows it already"))
                : new Wish.Of(
                    new Change.Follow(contacts.add(connection, number, plain, clock.instant()))));
  }

  /// What "me too" and merging saved in a span of time; `to` does not belong to it.
  public Savings savings(Instant from, Instant to) throws SQLException {
    return requests.savings(from, to);
  }

  /// Removes all contacts with this e-mail or phone, as somebody asks to be forgotten, and the files of the
  /// requests that they made. The requests stay, and so do the files of those that they only follow.
  ///
  /// @param email or empty
  /// @param phone or empty
  /// @param why 1 to 200 characters
  /// @return how many contacts there were
  public int forgetPerson(String email, String phone, Actor who, String why) throws SQLException {
    try (Connection connection = database.connection()) {
      Contacts.Forgotten forgotten =
          contacts.forgetPerson(connection, email, phone, who, why, clock.instant());
      attachments.remove(connection, forgotten.reported());
      connection.commit();
      return forgotten.contacts();
    }
  }

  /// Forgets the clients' keys of reports that were made before a time.
  ///
  /// @return how many there were
  public int forgetKeys(Instant before) throws SQLException {
    try (Connection connection = database.connection()) {
      int forgotten = IntakeKeys.forget(connection, before);
      connection.commit();
      return forgotten;
    }
  }

  /// What is to become of a request, once it was read.
  private sealed interface Wish {
    record Of(Change change) implements Wish {}

    record No(Changed answer) implements Wish {}

    /// May write on the connection: it is committed with the change, or not at all.
    interface Source {
      Wish of(Connection connection, Request request) throws SQLException;
    }
  }

  private static Wish other(
      Connection connection, RequestNumber number, Function<Request, Change> change)
      throws SQLException {
    return Requests.find(connection, Set.of(number)).stream()
        .findFirst()
        .<Wish>map(found -> new Wish.Of(change.apply(found)))
        .orElseGet(
            () ->
                new Wish.No(
                    new Changed.Refused(
                        Decision.Reason.WRONG_REQUEST, "there is no request " + number.grouped())));
  }

  private Changed changed(RequestNumber number, By by, Wish.Source source) throws SQLException {
    Changed answer = new Changed.Unknown();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try (Connection connection = database.connection()) {
        answer = attempt(connection, number, by, source);
        if (answer instanceof Changed.Done) {
          connection.commit();
        }
      }
      if (!(answer instanceof Changed.Conflict) || by.version().isPresent()) {
        return answer;
      }
    }
    return answer;
  }

  private Changed attempt(Connection connection, RequestNumber number, By by, Wish.Source source)
      throws SQLException {
    Optional<Request> found = Requests.find(connection, Set.of(number)).stream().findFirst();
    if (found.isEmpty()) {
      return new Changed.Unknown();
    }
    Request request = found.get();
    if (!by.may().test(request)) {
      return new Changed.NotTheirs(request);
    }
    if (by.version().isPresent() && by.version().getAsLong() != request.version()) {
      return new Changed.Conflict(request);
    }
    return switch (source.of(connection, request)) {
      case Wish.No(Changed answer) -> answer;
      case Wish.Of(Change change) ->
          switch (rules.decide(request, change, by.who(), clock.instant())) {
            case Decision.Refused(Decision.Reason reason, String text) ->
                new Changed.Refused(reason, text);
            case Decision.Done done -> saved(connection, done, request);
          };
    };
  }

  private static Changed saved(Connection connection, Decision.Done done, Request before)
      throws SQLException {
    return switch (Requests.save(connection, done.steps(), Telling.TOLD)) {
      case Saved.All() -> new Changed.Done(done.request());
      case Saved.Conflict _ -> {
        connection.rollback();
        yield new Changed.Conflict(
            Requests.find(connection, Set.of(before.number())).stream().findFirst().orElse(before));
      }
    };
  }
}

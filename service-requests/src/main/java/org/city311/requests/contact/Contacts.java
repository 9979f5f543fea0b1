package org.city311.requests.contact;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.city311.requests.life.Actor;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// The tables `requests.contact` and `requests.contact_access`. Whoever reads or removes a contact says
/// who they are and why, and that is stored in the same transaction. Safe for any thread.
public final class Contacts {
  private static final int MAX_WHY = 200;
  private static final int ID_CHARS = 26;
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";

  private static final String INSERT =
      """
      insert into requests.contact (id, number, name, email, phone, language, made_at)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String READ =
      "select id, name, email, phone, language from requests.contact where id = any (?)";

  private static final String ALIKE =
      """
      select id from requests.contact
      where id = any (?) and lower(email) = lower(?)
        and requests.phone_digits(phone) = requests.phone_digits(?) and (name = ? or email <> '' or phone <> '')
      limit 1
      """;

  /// Who reported a request follows it without a line of its history that says so, or one after they had
  /// stopped.
  private static final String OF =
      """
      select c.id, c.number, not exists (
        select from requests.history f
        where f.number = c.number and f.kind = 'FOLLOWED' and f.became = c.id
          and not exists (
            select from requests.history u
            where u.number = f.number and u.version < f.version and u.kind = 'UNFOLLOWED' and u.was = c.id)
        ) as reported
      from requests.contact c
      where (c.email <> '' and lower(c.email) = lower(?))
        or (c.phone <> '' and requests.phone_digits(c.phone) = requests.phone_digits(?))
      """;

  /// The latest, as nobody is told of more.
  private static final String OF_PHONE =
      """
      select id, number from requests.contact
      where phone <> '' and requests.phone_digits(phone) = requests.phone_digits(?)
      order by made_at desc
      limit 50
      """;

  /// Fewer are an extension, or nobody's.
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?\\d{7,15}");

  private static final String DELETE = "delete from requests.contact where id = any (?)";

  private static final String LOG =
      """
      insert into requests.contact_access (at, who_kind, who_id, why, contact)
      select ?, ?, ?, ?, id from requests.contact where id = any (?)
      """;

  private final RequestsDatabase database;
  private final SecureRandom random = new SecureRandom();

  public Contacts(RequestsDatabase database) {
    this.database = database;
  }

  /// Stores a contact that [ContactCheck] finds nothing wrong with, in a transaction of the caller.
  ///
  /// @param number of the request that it is to follow
  /// @return its id, by which it follows the request
  public String add(Connection connection, RequestNumber number, Contact contact, Instant at)
      throws SQLException {
    return addAll(connection, Map.of(number, contact), at).values().iterator().next();
  }

  /// As [#add], one for each of many requests.
  ///
  /// @return their ids, by the requests
  public Map<RequestNumber, String> addAll(
      Connection connection, Map<RequestNumber, Contact> contacts, Instant at) throws SQLException {
    Map<RequestNumber, String> ids = new HashMap<>();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Map.Entry<RequestNumber, Contact> each : contacts.entrySet()) {
        String id = newId();
        Contact contact = each.getValue();
        ids.put(each.getKey(), id);
        new Parameters(insert)
            .text(id)
            .number(each.getKey().value())
            .text(contact.name().strip())
            .text(contact.email())
            .text(contact.phone().strip())
            .text(contact.language())
            .at(at);
        insert.addBatch();
      }
      var _ = insert.executeBatch();
    }
    return ids;
  }

  /// The one of these ids that has the same e-mail and phone, and, where it has neither, the same name.
  public Optional<String> alike(Connection connection, Collection<String> ids, Contact contact)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALIKE)) {
      new Parameters(select)
          .texts(ids)
          .text(contact.email())
          .text(contact.phone().strip())
          .text(contact.name().strip());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString("id")) : Optional.empty();
      }
    }
  }

  /// The contacts with this phone, by their ids, and the request that each was left for. Nothing of
  /// what they hold is read.
  ///
  /// @param phone digits alone, also with `+` before; none have any other, such as a withheld one
  public static Map<String, RequestNumber> ofPhone(Connection connection, String phone)
      throws SQLException {
    if (!WHOLE_NUMBER.matcher(phone).matches()) {
      return Map.of();
    }
    try (PreparedStatement select = connection.prepareStatement(OF_PHONE)) {
      new Parameters(select).text(phone);
      Map<String, RequestNumber> found = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(row.getString("id"), new RequestNumber(row.getLong("number")));
        }
      }
      return found;
    }
  }

  /// The contacts of these ids that are (still) there; each is written down as read.
  ///
  /// @param why what for, 1 to 200 characters, such as `mail: closed`
  public Map<String, Contact> read(Collection<String> ids, Actor who, String why, Instant at)
      throws SQLException {
    try (Connection connection = database.connection()) {
      Map<String, Contact> contacts = read(connection, ids, who, why, at);
      connection.commit();
      return contacts;
    }
  }

  /// As [#read(Collection, Actor, String, Instant)], in a transaction of the caller.
  public Map<String, Contact> read(
      Connection connection, Collection<String> ids, Actor who, String why, Instant at)
      throws SQLException {
    log(connection, ids, who, why, at);
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      new Parameters(select).texts(ids);
      Map<String, Contact> contacts = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          contacts.put(
              row.getString("id"),
              new Contact(
                  row.getString("name"),
                  row.getString("email"),
                  row.getString("phone"),
                  row.getString("language")));
        }
      }
      return contacts;
    }
  }

  /// Removes these contacts; the requests keep the ids, which then mean nobody.
  ///
  /// @return how many were there
  public int forget(Collection<String> ids, Actor who, String why, Instant at) throws SQLException {
    try (Connection connection = database.connection()) {
      int removed = forget(connection, ids, who, why, at);
      connection.commit();
      return removed;
    }
  }

  /// As [#forget(Collection, Actor, String, Instant)], in a transaction of the caller.
  public int forget(
      Connection connection, Collection<String> ids, Actor who, String why, Instant at)
      throws SQLException {
    log(connection, ids, who, why, at);
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      new Parameters(delete).texts(ids);
      return delete.executeUpdate();
    }
  }

  /// What was forgotten of a person.
  ///
  /// @param contacts how many contacts there were
  /// @param reported the requests that they made themselves
  public record Forgotten(int contacts, Set<RequestNumber> reported) {
    public Forgotten {
      reported = Set.copyOf(reported);
    }
  }

  /// Removes all contacts with this e-mail or phone, as somebody asks to be forgotten, in a transaction of
  /// the caller.
  ///
  /// @param email or empty
  /// @param phone or empty; of one with a country's code, without, or with other signs between, the last ten
  ///     digits and the extension count
  public Forgotten forgetPerson(
      Connection connection, String email, String phone, Actor who, String why, Instant at)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    Set<RequestNumber> reported = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(OF)) {
      new Parameters(select)
          .text(email.isBlank() ? null : email.strip())
          .text(phone.isBlank() ? null : phone.strip());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString("id"));
          if (row.getBoolean("reported")) {
            reported.add(new RequestNumber(row.getLong("number")));
          }
        }
      }
    }
    return new Forgotten(forget(connection, ids, who, why, at), reported);
  }

  private static void log(
      Connection connection, Collection<String> ids, Actor who, String why, Instant at)
      throws SQLException {
    if (why.isBlank() || why.length() > MAX_WHY) {
      throw new IllegalArgumentException("say in 1 to " + MAX_WHY + " characters what for");
    }
    try (PreparedStatement insert = connection.prepareStatement(LOG)) {
      new Parameters(insert).at(at).text(who.kind().name()).text(who.id()).text(why).texts(ids);
      insert.executeUpdate();
    }
  }

  /// 130 random bits.
  private String newId() {
    StringBuilder id = new StringBuilder(ID_CHARS);
    for (int i = 0; i < ID_CHARS; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}

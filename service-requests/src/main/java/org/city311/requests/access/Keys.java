package org.city311.requests.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.RequestsDatabase;

/// The table `requests.api_key`. A key is `ID.SECRET`, 8 and 32 letters and digits; 160 random bits, so a
/// plain digest is enough to keep. Safe for any thread.
public final class Keys {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
  private static final int ID_CHARS = 8;
  private static final int SECRET_CHARS = 32;
  private static final Pattern KEY = Pattern.compile("[0-9a-v]{8}\\.[0-9a-v]{32}");
  private static final int MAX_NAME = 100;

  private static final String INSERT =
      """
      insert into requests.api_key (id, name, role, department, secret_sha256, made_at, made_by)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FIND =
      "select * from requests.api_key where secret_sha256 = ? and revoked_at is null";

  private static final String USED =
      """
      update requests.api_key set last_used_on = ?
      where id = ? and last_used_on is distinct from ?
      """;

  private static final String ALL = "select * from requests.api_key order by made_at, id limit ?";

  private static final String REVOKE =
      "update requests.api_key set revoked_at = ? where id = ? and revoked_at is null";

  /// More keys than a city has systems and people, by far.
  private static final int MAX_SHOWN = 10_000;

  private final RequestsDatabase database;
  private final SecureRandom random = new SecureRandom();

  public Keys(RequestsDatabase database) {
    this.database = database;
  }

  /// A new key.
  ///
  /// @param key what its holder sends; shown this once, and stored nowhere
  public record Made(String key, ApiKey kept) {}

  /// @param name of who or what holds it, 1 to 100 characters
  /// @param department the id of the holder's; of the role [Role#DEPARTMENT] only
  /// @param by who makes it
  public Made make(String name, Role role, Optional<String> department, String by, Instant at)
      throws SQLException {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a name of 1 to " + MAX_NAME + " characters is allowed");
    }
    ApiKey kept =
        new ApiKey(
            letters(ID_CHARS), name, role, department, at, by, Optional.empty(), Optional.empty());
    String key = kept.id() + "." + letters(SECRET_CHARS);
    try (Connection connection = database.connection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      new Parameters(insert)
          .text(kept.id())
          .text(name)
          .text(role.name())
          .text(department.orElse(null))
          .text(digest(key))
          .at(at)
          .text(by);
      insert.executeUpdate();
      connection.commit();
    }
    return new Made(key, kept);
  }

  /// The key that somebody sent, if it is one and not revoked. Notes the day of its use.
  public Optional<ApiKey> find(String sent, Instant at) throws SQLException {
    if (!KEY.matcher(sent).matches()) {
      return Optional.empty();
    }
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      new Parameters(select).text(digest(sent));
      Optional<ApiKey> found = read(select).stream().findFirst();
      LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
      if (found.isPresent() && !found.get().lastUsed().equals(Optional.of(today))) {
        used(connection, found.get().id(), today);
      }
      connection.commit();
      return found;
    }
  }

  /// All keys, revoked ones too, the oldest first.
  public List<ApiKey> all() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(ALL)) {
      new Parameters(select).number(MAX_SHOWN);
      List<ApiKey> keys = read(select);
      connection.commit();
      return keys;
    }
  }

  /// Whoever sends this key from now on is nobody.
  ///
  /// @return whether there was such a key, not revoked before
  public boolean revoke(String id, Instant at) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement update = connection.prepareStatement(REVOKE)) {
      new Parameters(update).at(at).text(id);
      boolean revoked = update.executeUpdate() == 1;
      connection.commit();
      return revoked;
    }
  }

  private static void used(Connection connection, String id, LocalDate today) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(USED)) {
      update.setObject(1, today);
      update.setString(2, id);
      update.setObject(3, today);
      update.executeUpdate();
    }
  }

  private static List<ApiKey> read(PreparedStatement select) throws SQLException {
    List<ApiKey> keys = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(
            new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("department")),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("made_by"),
                Optional.ofNullable(row.getObject("last_used_on", LocalDate.class)),
                Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)));
      }
    }
    return keys;
  }

  private String letters(int count) {
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return letters.toString();
  }

  private static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

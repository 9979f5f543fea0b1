package org.city311.requests.desk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import org.city311.requests.catalogue.Department;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.life.Actor;
import org.city311.requests.life.RequestRules;
import org.city311.requests.store.Parameters;
import org.city311.requests.store.Recalculation;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the due times of unfinished requests counted anew when their department's calendar has changed,
/// whether while the server ran or while it was down: the database knows by which they were counted last.
/// Several nodes may do it at once; each due time moves once. All nodes must be given the same files. Safe for
/// any thread.
public final class CalendarFollower {
  private static final Actor WHO = new Actor(Actor.Kind.SYSTEM, "catalogue");
  private static final Logger log = LoggerFactory.getLogger(CalendarFollower.class);

  private static final String KNOWN =
      "select digest from requests.department_calendar where department = ?";

  private static final String KEEP =
      """
      insert into requests.department_calendar (department, digest, at) values (?, ?, ?)
      on conflict (department) do update set digest = excluded.digest, at = excluded.at
      """;

  private final RequestsDatabase database;
  private final Requests requests;

  public CalendarFollower(RequestsDatabase database) {
    this.database = database;
    this.requests = new Requests(database);
  }

  /// At the start: what changed while this server was down, unless another has counted it.
  ///
  /// @return how many due times moved
  public int start(Directory directory, Instant now) throws SQLException {
    int moved = 0;
    for (Department department : directory.catalogue().departments()) {
      Optional<String> digest = directory.of(department.id()).map(CalendarFollower::digest);
      Optional<String> known = known(department.id());
      if (digest.isPresent() && known.isEmpty()) {
        keep(department.id(), digest.get(), now);
      } else if (digest.isPresent() && !known.equals(digest)) {
        moved += count(directory, department, digest.get(), now);
      }
    }
    return moved;
  }

  /// When this server has read other files. It counts whether or not another server has: until now this one
  /// took requests by the calendar before.
  ///
  /// @return how many due times moved
  public int follow(Directory before, Directory directory, Instant now) throws SQLException {
    int moved = 0;
    for (Department department : directory.catalogue().departments()) {
      Optional<WorkCalendar> calendar = directory.of(department.id());
      if (calendar.isPresent() && !calendar.equals(before.of(department.id()))) {
        moved += count(directory, department, digest(calendar.get()), now);
      }
    }
    return moved;
  }

  private int count(Directory directory, Department department, String digest, Instant now)
      throws SQLException {
    int moved =
        new Recalculation(requests, new RequestRules(directory))
            .of(department.id(), why(department), WHO, now);
    log.info(
        "a calendar changed: department={} calendar={} moved={}",
        department.id(),
        department.calendar(),
        moved);
    keep(department.id(), digest, now);
    return moved;
  }

  private static String why(Department department) {
    return "the working hours or holidays of %s changed".formatted(department.name().en());
  }

  private Optional<String> known(String department) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(KNOWN)) {
      new Parameters(select).text(department);
      try (ResultSet row = select.executeQuery()) {
        Optional<String> known =
            row.next() ? Optional.ofNullable(row.getString("digest")) : Optional.empty();
        connection.commit();
        return known;
      }
    }
  }

  private void keep(String department, String digest, Instant now) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement upsert = connection.prepareStatement(KEEP)) {
      new Parameters(upsert).text(department).text(digest).at(now);
      upsert.executeUpdate();
      connection.commit();
    }
  }

  private static String digest(WorkCalendar calendar) {
    String written =
        calendar.zone()
            + " "
            + new TreeMap<>(calendar.week())
            + " "
            + new TreeMap<>(calendar.special());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(written.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

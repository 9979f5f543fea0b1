package org.city311.requests.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.city311.requests.geo.Lookalike;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.number.RequestNumber;

/// Finds what is near: the database by a box, then exactly by distance.
final class NearbySearch {
  /// Of more reports than this, the latest are looked at.
  private static final int MAX_REPORTS = 200;

  /// Each near report with the one that stands for it, at the end of the chain of merges.
  private static final String NEAR =
      """
      with recursive near as (
        select number, latitude, longitude, type, reported_at, merged_into
        from requests.request
        where closed_at is null and latitude is not null
          and point(longitude, latitude) <@ box(point(?, ?), point(?, ?))
          and type = any (?) and reported_at >= ?
        order by reported_at desc
        limit ?),
      chain as (
        select number, number as stands, merged_into as next from near
        union
        select c.number, r.number, r.merged_into from chain c join requests.request r on r.number = c.next)
      select n.latitude, n.longitude, c.stands
      from near n join chain c on c.number = n.number and c.next is null
      """;

  private NearbySearch() {}

  static List<Nearby> near(Connection connection, Lookalike wanted) throws SQLException {
    Map<RequestNumber, Double> nearest = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(NEAR)) {
      bind(select, wanted);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Position position = new Position(row.getDouble("latitude"), row.getDouble("longitude"));
          double meters = wanted.position().metersTo(position);
          if (meters <= wanted.radiusMeters()) {
            nearest.merge(new RequestNumber(row.getLong("stands")), meters, Math::min);
          }
        }
      }
    }
    List<Nearby> found = new ArrayList<>();
    for (Request request : Requests.find(connection, nearest.keySet())) {
      Double meters = nearest.get(request.number());
      if (meters != null && request.state() instanceof State.Unfinished) {
        found.add(new Nearby(request, meters));
      }
    }
    found.sort(
        Comparator.comparingDouble(Nearby::meters).thenComparing(near -> near.request().number()));
    return found;
  }

  private static void bind(PreparedStatement select, Lookalike wanted) throws SQLException {
    Position.Box box = wanted.position().around(wanted.radiusMeters());
    new Parameters(select)
        .figure(box.west())
        .figure(box.south())
        .figure(box.east())
        .figure(box.north())
        .texts(wanted.types())
        .at(wanted.from())
        .number(MAX_REPORTS);
  }
}

package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.ANA;
import static org.city311.requests.life.TestRequests.RULES;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.city311.requests.geo.Lookalike;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Change;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Location;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.TestRequests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NearbyTest {
  /// About 44.5 m to the north, and 51.6 m to the east.
  private static final Position HERE = new Position(39.2904, -76.6122);

  private static final Position NORTH = new Position(39.2908, -76.6122);
  private static final Position EAST = new Position(39.2904, -76.6116);

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nearestFirst_withTheMetres_andNothingBeyondTheRadius() throws Exception {
    made(1, "pothole", EAST, T0);
    made(2, "pothole", NORTH, T0);
    made(3, "pothole", HERE, T0);

    assertEquals(List.of("3 0.0", "2 44.5", "1 51.6"), near(60));
    assertEquals(List.of("3 0.0", "2 44.5"), near(50));
    assertEquals(List.of("3 0.0"), near(1));
  }

  @Test
  void cornerOfTheBox_thatIsOutsideOfTheCircle_isLeftOut() throws Exception {
    made(1, "pothole", new Position(NORTH.latitude(), EAST.longitude()), T0);

    assertEquals(List.of(), near(60));
    assertEquals(List.of("1 68.2"), near(69));
  }

  @Test
  void relatedTypes_ofWhateverDepartment_areFound_othersAreNot() throws Exception {
    made(1, "sinkhole", HERE, T0);
    made(2, "graffiti", HERE, T0);

    assertEquals(List.of("1 0.0"), near(50));
  }

  @Test
  void oldReports_andClosedRequests_areLeftOut() throws Exception {
    made(1, "pothole", HERE, T0.minus(Duration.ofDays(14)));
    made(2, "pothole", HERE, T0.minus(Duration.ofDays(14)).minusMillis(1));
    Request third = made(3, "pothole", HERE, T0);
    save(done(third, new Change.Close(Outcome.DONE, ""), T0));

    assertEquals(List.of("1 0.0"), near(50));
  }

  @Test
  void requestThatTheNearOneIsMergedInto_standsForIt_onceAndWhereverItIs() throws Exception {
    Position far = new Position(39.3, -76.6);
    Request root = made(1, "sinkhole", far, T0);
    Request middle = made(2, "pothole", NORTH, T0);
    Request leaf = made(3, "pothole", HERE, T0);
    save(done(leaf, new Change.Merge(middle, ""), T0));
    middle = requests.find(number(2)).orElseThrow();
    save(done(middle, new Change.Merge(root, ""), T0));

    assertEquals(List.of("1 0.0"), near(50));

    root = requests.find(number(1)).orElseThrow();
    save(done(root, new Change.Close(Outcome.DONE, ""), T0));
    assertEquals(List.of(), near(50), "what stands for it is done");
  }

  private Request made(int n, String type, Position position, Instant at) throws SQLException {
    Report report =
        new Report(
            type,
            Channel.WEB,
            "en",
            "",
            Map.of(),
            new Location(Optional.of(position), "", "", ""),
            at);
    String department = type.equals("sinkhole") ? "water" : "streets";
    return save((Done) RULES.create(number(n), report, department, TWO_DAYS, Set.of(), ANA));
  }

  private Request save(Done done) throws SQLException {
    assertEquals(new Saved.All(), requests.save(done.steps()));
    return done.request();
  }

  private List<String> near(int meters) throws SQLException {
    Lookalike wanted =
        new Lookalike(Set.of("pothole", "sinkhole"), HERE, meters, T0.minus(Duration.ofDays(14)));
    return requests.near(wanted).stream()
        .map(
            near ->
                "%d %.1f"
                    .formatted(
                        near.request().number().serial() - TestRequests.number(0).serial(),
                        near.meters()))
        .toList();
  }
}

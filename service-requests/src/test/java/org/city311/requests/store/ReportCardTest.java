package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.RUNS_ON;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.city311.requests.catalogue.Promise;
import org.city311.requests.life.Change;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportCardTest {
  private static final Instant IN_TIME = T0.plus(Duration.ofHours(1));
  private static final Instant TOO_LATE = T0.plus(Duration.ofHours(60));
  private static final Instant LATER = T0.plus(Duration.ofHours(100));

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);

  @AfterEach
  void close() {
    database.close();
  }

  /// As in the list of what is overdue, and on the public site.
  @Test
  void clockThatStandsStill_isOverdueOnlyIfItWasWhenTheHoldBegan() throws Exception {
    saved(made(1, TWO_DAYS));
    held(2, TWO_DAYS, IN_TIME);
    held(3, TWO_DAYS, TOO_LATE);
    held(4, RUNS_ON, IN_TIME);

    ReportCard card = new ReportCard(database);
    assertEquals(List.of(new ReportCard.Line("streets", 1, 3, 0, 3, 0)), card.at(LATER));
    assertEquals(List.of(new ReportCard.Line("streets", 1, 3, 0, 0, 0)), card.at(IN_TIME));
    assertEquals(
        new PublicSearch.Kept(0, 0, 3, 4),
        new PublicSearch(database).kept(Set.of("pothole"), T0, LATER).get("pothole"));
  }

  private void held(int n, Promise promise, Instant at) throws SQLException {
    saved(done(saved(made(n, promise)), new Change.Hold("rain"), at));
  }

  private Request saved(Done done) throws SQLException {
    assertEquals(new Saved.All(), requests.save(done.steps()));
    return done.request();
  }
}

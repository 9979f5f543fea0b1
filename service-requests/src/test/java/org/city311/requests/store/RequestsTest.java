package org.city311.requests.store;

import static org.city311.requests.life.TestRequests.ANA;
import static org.city311.requests.life.TestRequests.T0;
import static org.city311.requests.life.TestRequests.TWO_DAYS;
import static org.city311.requests.life.TestRequests.done;
import static org.city311.requests.life.TestRequests.made;
import static org.city311.requests.life.TestRequests.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.city311.requests.life.Change;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Decision.Done;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.life.Location;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Report;
import org.city311.requests.life.Request;
import org.city311.requests.life.TestRequests;
import org.city311.requests.number.RequestNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final Instant LATER = T0.plusSeconds(3_600);

  private static final String WAITING =
      "select count(*) from pg_stat_activity"
          + " where application_name = 'city311-requests' and wait_event_type = 'Lock'";

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Requests requests = new Requests(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void request_inWhateverStateItGoesThrough_isReadAsItWasSaved_withItsHistory() throws Exception {
    Request other = save(made(2, TWO_DAYS));
    List<Step> life = new ArrayList<>(made(1, TWO_DAYS).steps());
    requests.save(life);
    List<Change> changes =
        List.of(
            new Change.Accept(),
            new Change.Assign(Optional.of("ben")),
            new Change.Hold("waiting for a part"),
            new Change.Resume(),
            new Change.Start(),
            new Change.Follow("resident-7"),
            new Change.Close(Outcome.NOTHING_FOUND, "no hole"),
            new Change.Reopen("there is one"),
            new Change.Unfollow("resident-1"),
            new Change.Hold("rain"),
            new Change.Comment("\"; drop table requests.request; --", Change.Audience.STAFF),
            new Change.Transfer("water", "a burst main"),
            new Change.Merge(other, ""));
    for (int i = 0; i < changes.size(); i++) {
      Request before = life.getLast().after();
      Done done = done(before, changes.get(i), T0.plusSeconds(3_600L * (i + 1)));
      assertEquals(new Saved.All(), requests.save(done.steps()));
      life.add(done.steps().getFirst());

      assertEquals(Optional.of(done.request()), requests.find(before.number()));
    }

    assertEquals(life.stream().map(Step::entry).toList(), requests.history(number(1), 0, 100));
    assertEquals(
        List.of(life.get(3).entry(), life.get(4).entry()), requests.history(number(1), 3, 2));
  }

  @Test
  void heldRequest_thatIsMerged_isReadWithItsHold() throws Exception {
    Request other = save(made(2, TWO_DAYS));
    Request held = save(done(save(made(1, TWO_DAYS)), new Change.Hold("rain"), LATER));
    Request merged = save(done(held, new Change.Merge(other, ""), LATER));

    assertEquals(Optional.of(merged), requests.find(number(1)));
  }

  @Test
  void reportWithoutAPlace_isReadAsItWasSaved() throws Exception {
    Report report = new Report("bill", Channel.PHONE, "en", "", Map.of(), Location.NONE, T0);
    Request made =
        save((Done) TestRequests.RULES.create(number(1), report, "water", TWO_DAYS, Set.of(), ANA));

    assertEquals(Optional.of(made), requests.find(number(1)));
    assertEquals(Optional.empty(), requests.find(number(2)));
    assertEquals(List.of(), requests.history(number(2), 0, 10));
  }

  @Test
  void ofTwoWhoChangeOneRequest_theSecondIsTold_andNothingIsLost() throws Exception {
    Request read = save(made(1, TWO_DAYS));
    Done annas = done(read, new Change.Assign(Optional.of("ana")), LATER);
    Done bens = done(read, new Change.Hold("rain"), LATER);

    assertEquals(new Saved.All(), requests.save(annas.steps()));
    assertEquals(new Saved.Conflict(number(1)), requests.save(bens.steps()));
    assertEquals(Optional.of(annas.request()), requests.find(number(1)));
    assertEquals(2, requests.history(number(1), 0, 10).size());

    Request again = save(done(annas.request(), new Change.Hold("rain"), LATER));
    assertEquals(Optional.of("ana"), again.assignee());
    assertEquals(3, requests.history(number(1), 0, 10).size());
  }

  @Test
  void manyWhoChangeOneRequestAtOnce_andTryAgain_areAllHeard() throws Exception {
    save(made(1, TWO_DAYS));
    int people = 24;
    inParallel(
        IntStream.range(0, people)
            .<Callable<Saved>>mapToObj(
                i -> () -> changeUntilSaved(new Change.Follow("neighbour-" + i)))
            .toList());

    Request request = requests.find(number(1)).orElseThrow();
    assertEquals(1 + people, request.version());
    assertEquals(1 + people, request.followers().size());
    assertEquals(1 + people, requests.history(number(1), 0, 100).size());
  }

  private Saved changeUntilSaved(Change change) throws SQLException {
    while (true) {
      Request read = requests.find(number(1)).orElseThrow();
      if (requests.save(done(read, change, LATER).steps()) instanceof Saved.All all) {
        return all;
      }
    }
  }

  @Test
  void merge_whileTheOtherOneChanges_storesNeitherSide() throws Exception {
    Request one = save(made(1, TWO_DAYS));
    Request other = save(made(2, TWO_DAYS));
    Done merge = done(one, new Change.Merge(other, ""), LATER);
    save(done(other, new Change.Close(Outcome.DONE, ""), LATER));

    assertEquals(new Saved.Conflict(number(2)), requests.save(merge.steps()));
    assertEquals(Optional.of(one), requests.find(number(1)));
    assertEquals(1, requests.history(number(1), 0, 10).size());
  }

  @Test
  void twoMergedIntoEachOtherAtOnce_oneIsTold() throws Exception {
    for (int i = 0; i < 20; i += 2) {
      Request one = save(made(i, TWO_DAYS));
      Request other = save(made(i + 1, TWO_DAYS));
      Done there = done(one, new Change.Merge(other, ""), LATER);
      Done back = done(other, new Change.Merge(one, ""), LATER);

      List<Saved> saved =
          inParallel(
              List.of(() -> requests.save(there.steps()), () -> requests.save(back.steps())));

      assertEquals(1, saved.stream().filter(s -> s instanceof Saved.All).count());
    }
  }

  /// Else two merges, one of 1 and 2 and one of 2 and 1, would wait for each other.
  @Test
  void requestWithTheLowerNumber_isLockedFirst() throws Exception {
    Request low = save(made(1, TWO_DAYS));
    Request high = save(made(2, TWO_DAYS));
    Done merge = done(high, new Change.Merge(low, ""), LATER);
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection other = server.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "select from requests.request where number = %s for update".formatted(high.number()));
      Future<Saved> saved = thread.submit(() -> requests.save(merge.steps()));
      Awaitility.await().until(() -> server.query(WAITING).equals(List.of("1")));

      assertEquals(
          List.of(),
          server.query(
              "select number from requests.request where number = %s for update skip locked"
                  .formatted(low.number())));
      other.commit();
      assertEquals(new Saved.All(), saved.get());
    }
  }

  @Test
  void together_hasTheFollowersOfAllThatAreMerged_andUnmergeGivesBackExactlyWhatWas()
      throws Exception {
    Request first = save(made(1, TWO_DAYS));
    save(made(2, TWO_DAYS));
    Request third = save(made(3, TWO_DAYS));
    first = save(done(first, new Change.Merge(found(2), ""), LATER));
    save(done(found(2), new Change.Follow("resident-1"), LATER));
    save(done(found(2), new Change.Merge(third, ""), LATER));

    assertEquals(
        new Together(
            Set.of(number(1), number(2), number(3)),
            Set.of("resident-1", "resident-2", "resident-3")),
        requests.together(number(3)));
    assertEquals(
        new Together(Set.of(number(1), number(2)), Set.of("resident-1", "resident-2")),
        requests.together(number(2)));

    save(done(first, new Change.Unmerge(found(2), "two holes"), LATER));

    assertEquals(
        new Together(Set.of(number(1)), Set.of("resident-1")), requests.together(number(1)));
    assertEquals(
        new Together(
            Set.of(number(2), number(3)), Set.of("resident-1", "resident-2", "resident-3")),
        requests.together(number(3)));
    assertEquals(new Together(Set.of(), Set.of()), requests.together(number(4)));
  }

  @Test
  void manyAtOnce_areSavedTogether_orNone() throws Exception {
    List<Step> many =
        requests.numbers(3_000).stream()
            .flatMap(n -> made((int) (n.serial() - 1_000_000), TWO_DAYS).steps().stream())
            .toList();

    assertEquals(new Saved.All(), requests.save(many));
    assertEquals(List.of("3000"), server.query("select count(*) from requests.request"));
    List<Step> again = new ArrayList<>(made(5_000, TWO_DAYS).steps());
    again.add(many.getLast());

    SQLException e = assertThrows(SQLException.class, () -> requests.save(again));
    assertEquals("23505", e.getSQLState());
    assertEquals(Optional.empty(), requests.find(number(5_000)));
  }

  @Test
  void numbers_areNewEachTime() throws Exception {
    List<RequestNumber> numbers = new ArrayList<>(requests.numbers(3));
    numbers.addAll(requests.numbers(2));

    assertEquals(IntStream.range(0, 5).mapToObj(TestRequests::number).toList(), numbers);
  }

  @Test
  void databaseThatGoesAway_isSaid_andNothingIsHalfWritten_andItGoesOnWhenItIsBack()
      throws Exception {
    Request made = save(made(1, TWO_DAYS));
    Done change = done(made, new Change.Start(), LATER);
    server.stop();
    try {
      assertThrows(SQLException.class, () -> requests.save(change.steps()));
      assertThrows(SQLException.class, () -> requests.find(number(1)));
    } finally {
      server.start();
    }

    // What the pool has kept of the database before may be found out first.
    Awaitility.await()
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> requests.find(number(1)).equals(Optional.of(made)));
    assertEquals(new Saved.All(), requests.save(change.steps()));
  }

  private Request found(int n) throws SQLException {
    return requests.find(number(n)).orElseThrow();
  }

  private Request save(Done done) throws SQLException {
    assertEquals(new Saved.All(), requests.save(done.steps()));
    return done.request();
  }

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}

package org.city311.gateway.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.city311.gateway.accounts.password.Hasher;
import org.city311.gateway.accounts.password.PasswordHash;
import org.city311.gateway.http.MemoryAudit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockOutTest {
  private static final String PASSWORD = "lamp river onion quarter";
  private static final String HASH = PasswordHash.of(PASSWORD, People.CHEAP);

  private final MovingClock clock = new MovingClock();
  private final MemoryAudit audit = new MemoryAudit();
  private PostgresServer postgres;
  private AccountsDatabase database;
  private Sessions sessions;
  private SignIns signIns;

  @BeforeEach
  void open() throws Exception {
    postgres = PostgresServer.emptied();
    database = postgres.database();
    sessions = new Sessions(database, SessionLimits.DEFAULT, clock);
    signIns = new SignIns(database, sessions, audit, clock, new Hasher(People.CHEAP));
    People.add(database, People.person("ana", Role.AGENT), HASH);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "5, 15", "6, 30", "10, 480", "11, 900", "12, 900", "1000, 900"})
  void wait_doublesUpToAQuarterOfAnHour(int count, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), LockOut.ACCOUNT.after(count));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "nobody-of-this-name", "' or 1=1 --"})
  void sixthAttempt_hasToWait_whetherOrNotThereIsSuchAnAccount(String name) throws Exception {
    for (int i = 0; i < 5; i++) {
      assertInstanceOf(SignIns.Wrong.class, signIn(name, "wrong"));
    }

    assertEquals(new SignIns.Slow(Duration.ofSeconds(15)), signIn(name, "wrong"));
    assertEquals(new SignIns.Slow(Duration.ofSeconds(15)), signIn(name, PASSWORD));
    clock.move(Duration.ofSeconds(15));
    assertInstanceOf(SignIns.Wrong.class, signIn(name, "wrong"));
    assertEquals(new SignIns.Slow(Duration.ofSeconds(30)), signIn(name, "wrong"));
  }

  @Test
  void tries_areCountedByWhatBecameOfThem_andALockOutOnce() throws Exception {
    signIn("ana", PASSWORD);
    for (int i = 0; i < 8; i++) {
      signIn("ana", "wrong");
    }

    SignInTally tally = signIns.tally();
    assertEquals(1, tally.of(SignInTally.Result.SIGNED_IN));
    assertEquals(5, tally.of(SignInTally.Result.REFUSED));
    assertEquals(3, tally.of(SignInTally.Result.TOO_OFTEN));
    assertEquals(1, tally.lockOuts());
  }

  @Test
  void rightPasswordInTime_makesTheCountBeginAnew() throws Exception {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        assertInstanceOf(SignIns.Wrong.class, signIn("ana", "wrong"));
      }
      assertInstanceOf(SignIns.In.class, signIn("ana", PASSWORD));
    }
  }

  @Test
  void oneAddressThatTriesManyNames_hasToWait_andOthersNot() throws Exception {
    for (int i = 0; i < LockOut.ADDRESS.free(); i++) {
      assertInstanceOf(SignIns.Wrong.class, signIn("name-" + i, "wrong"));
    }

    assertInstanceOf(SignIns.Slow.class, signIn("ana", PASSWORD));
    assertInstanceOf(SignIns.In.class, signIns.signIn("ana", PASSWORD, "192.0.2.99"));
  }

  @Test
  void attemptsAtOnce_areNoWayAround() throws Exception {
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SignIns.Outcome>> all =
          IntStream.range(0, 20).mapToObj(_ -> many.submit(() -> signIn("ana", "wrong"))).toList();
      int looked = 0;
      for (Future<SignIns.Outcome> one : all) {
        looked += one.get() instanceof SignIns.Wrong ? 1 : 0;
      }
      assertEquals(LockOut.ACCOUNT.free(), looked);
    }
  }

  /// An office around the clock: somebody mistypes each hour, and others sign in in between.
  @Test
  void typingErrorsOfAnOffice_overDays_lockNobodyOut() throws Exception {
    for (int i = 0; i < 72; i++) {
      assertInstanceOf(SignIns.Wrong.class, signIn("name-" + i, "wrong"));
      clock.move(Duration.ofMinutes(30));
      assertInstanceOf(SignIns.In.class, signIn("ana", PASSWORD), "in half hour " + i);
      clock.move(Duration.ofMinutes(30));
    }

    assertInstanceOf(SignIns.In.class, signIn("ana", PASSWORD));
  }

  @Test
  void addressThatHadToWait_isFreeAgainInMinutes_howeverOftenItTried() throws Exception {
    for (int i = 0; i < 200; i++) {
      signIn("name-" + i, "wrong");
      clock.move(Duration.ofSeconds(15));
    }
    signIn("one-more", "wrong");
    assertInstanceOf(SignIns.Slow.class, signIn("ana", PASSWORD));

    clock.move(Duration.ofMinutes(11));

    assertInstanceOf(SignIns.In.class, signIn("ana", PASSWORD));
  }

  @Test
  void refusalsForTryingTooOften_areInTheAuditOnce() throws Exception {
    for (int i = 0; i < 30; i++) {
      signIn("ana", "wrong");
    }
    assertEquals(6, audit.entries.size());

    clock.move(Duration.ofSeconds(15));
    signIn("ana", "wrong");
    signIn("ana", "wrong");
    signIn("ana", "wrong");

    assertEquals(8, audit.entries.size());
  }

  @Test
  void attemptThatCameToNothing_countsForNothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      audit.fail();
      assertThrows(IOException.class, () -> signIn("ana", PASSWORD));
    }

    assertEquals(List.of("0", "0"), postgres.query("select count::integer from gateway.attempt"));
  }

  @Test
  void nameThatTheDatabaseWouldRefuse_isWrongLikeAnother() throws Exception {
    assertInstanceOf(SignIns.Wrong.class, signIn("\0", "wrong"));
  }

  /// Two tabs of one person lock the same two rows.
  @Test
  void signInsAtOnce_withTheRightPassword_allComeIn() throws Exception {
    signIn("ana", "wrong");
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SignIns.Outcome>> all =
          IntStream.range(0, 4).mapToObj(_ -> many.submit(() -> signIn("ana", PASSWORD))).toList();
      for (Future<SignIns.Outcome> one : all) {
        assertInstanceOf(SignIns.In.class, one.get());
      }
    }
  }

  @Test
  void attempts_areForgottenAfterADay() throws Exception {
    for (int i = 0; i < 5; i++) {
      signIn("ana", "wrong");
    }
    clock.move(Duration.ofDays(1));

    assertInstanceOf(SignIns.Wrong.class, signIn("ana", "wrong"));
    assertInstanceOf(SignIns.In.class, signIn("ana", PASSWORD));
  }

  /// Some type their password where the name belongs.
  @Test
  void nameThatIsNone_isWrittenNowhere() throws Exception {
    signIn("my-secret-password", "wrong");

    assertEquals(List.of("nobody"), audit.entries.stream().map(entry -> entry.who()).toList());
    assertEquals(
        List.of("0"),
        postgres.query("select count(*) from gateway.attempt a where a::text like '%my-secret%'"));
  }

  @Test
  void audit_saysWhoCameInAndWhoDidNot() throws Exception {
    signIn("ana", "wrong");
    signIn("ana", PASSWORD);
    postgres.execute("update gateway.account set disabled = true");
    signIn("ana", PASSWORD);

    assertEquals(
        List.of("refused: the account is disabled", "signed in", "refused: wrong password"),
        audit.entries.stream()
            .map(entry -> Optional.ofNullable(entry.outcome()).orElse(""))
            .toList());
    assertEquals("192.0.2.7", audit.entries.getFirst().address());
  }

  private SignIns.Outcome signIn(String name, String password) throws Exception {
    return signIns.signIn(name, password, "192.0.2.7");
  }
}

package org.city311.metrics.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.CallTimes;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Journey;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.Termination;
import org.city311.ivr.call.Termination.Reason;
import org.city311.ivr.call.Termination.Result;
import org.city311.ivr.line.CallerHistory.Past;
import org.city311.metrics.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PastCallsTest {
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final String ANI = "4105550100";
  private static final AgentId ANA = new AgentId("ana");

  private final PostgresServer server = PostgresServer.emptied();

  /// Nothing to be made good.
  private static final Past SERVED = new Past(false, null, Language.SPANISH);

  private final MetricsDatabase database = new MetricsDatabase(server.settings());
  private final PastCalls past =
      new PastCalls(
          database,
          new PastCalls.Windows(Duration.ofMinutes(30), Duration.ofMinutes(10)),
          InstantSource.fixed(NOW));

  @AfterEach
  void close() {
    database.close();
  }

  private void called(int minutesAgo, Result result, Reason reason) throws Exception {
    called(ANI, minutesAgo, result, reason);
  }

  private void called(String ani, int minutesAgo, Result result, Reason reason) throws Exception {
    Instant ended = NOW.minus(Duration.ofMinutes(minutesAgo));
    Instant began = ended.minusSeconds(60);
    CallTimes waited = CallTimes.arrivedAt(began).queued(began);
    CallTimes times =
        result == Result.ANSWERED || result == Result.CALLBACK_CONNECTED
            ? waited.offered(began).answered(began.plusSeconds(5)).talkEnded(ended)
            : waited;
    new CallRecords(database)
        .insert(
            List.of(
                new CallRecord(
                    new CallId("c" + minutesAgo),
                    ani,
                    "311",
                    Language.SPANISH,
                    "connecting",
                    null,
                    Demand.of(new SkillGroupId("water")),
                    List.of(),
                    1,
                    ANA,
                    times.ended(ended),
                    new Termination(result, reason),
                    result.name().startsWith("CALLBACK_") ? new CallRecord.Tries(1, 1, 0) : null,
                    Journey.NONE)));
  }

  private Past past() throws Exception {
    return past.of(ANI).get(10, TimeUnit.SECONDS);
  }

  @Test
  void whoGaveUpWithinTheWindow_abandoned_butNotBefore() throws Exception {
    called(31, Result.ABANDONED, Reason.HUNG_UP_WAITING);
    assertEquals(SERVED, past());
    called(29, Result.ABANDONED, Reason.HUNG_UP_WAITING);
    assertEquals(new Past(true, null, Language.SPANISH), past());
  }

  @Test
  void languageOfANumber_isKnownForMoreThanAYear_butNotForEver() throws Exception {
    int day = 24 * 60;
    called(401 * day, Result.ANSWERED, Reason.CALLER_HUNG_UP);
    assertEquals(Past.NONE, past());
    called(399 * day, Result.ANSWERED, Reason.CALLER_HUNG_UP);
    assertEquals(SERVED, past());
  }

  @Test
  void languageOfANumber_isThatOfTheLastCallThatChoseOne_thoughNobodyWasAskedFor()
      throws Exception {
    called(20, Result.ABANDONED, Reason.HUNG_UP_WAITING);
    Instant ended = NOW.minus(Duration.ofMinutes(10));
    new CallRecords(database)
        .insert(
            List.of(
                new CallRecord(
                    new CallId("by-keys"),
                    ANI,
                    "311",
                    Language.ENGLISH,
                    "menu",
                    null,
                    Demand.of(new SkillGroupId("water")),
                    List.of(),
                    0,
                    null,
                    CallTimes.arrivedAt(ended).languageChosen(ended).ended(ended),
                    new Termination(Result.LEFT_IN_IVR, Reason.HUNG_UP_IN_FLOW),
                    null,
                    Journey.NONE)));

    assertEquals(new Past(true, null, Language.ENGLISH), past());
  }

  @Test
  void whoWasServedSince_hasNothingToBeMadeGood() throws Exception {
    called(20, Result.ABANDONED, Reason.HUNG_UP_WAITING);
    called(15, Result.ANSWERED, Reason.CALLER_HUNG_UP);
    assertEquals(SERVED, past());
  }

  @Test
  void whoWasCutOffInATalk_isForThatAgent_whileTheWindowIsOpen() throws Exception {
    called(11, Result.ANSWERED, Reason.SWITCH_FAILED);
    assertEquals(SERVED, past());
    called(9, Result.ANSWERED, Reason.ENDED_UNSEEN);
    assertEquals(new Past(false, ANA, Language.SPANISH), past());
  }

  @Test
  void whoWasCutOffInATalkAfterBeingCalledBack_isForThatAgent() throws Exception {
    called(9, Result.CALLBACK_CONNECTED, Reason.ENDED_UNSEEN);
    assertEquals(new Past(false, ANA, Language.SPANISH), past());
  }

  @Test
  void whoWasNotReachedOrNoLongerWantedIt_hasNothingToBeMadeGood() throws Exception {
    called(9, Result.CALLBACK_EXPIRED, Reason.NOT_REACHED);
    assertEquals(SERVED, past());
    called(8, Result.CALLBACK_CANCELLED, Reason.CANCELLED_BY_RESIDENT);
    assertEquals(SERVED, past());
  }

  @Test
  void withheldOrUnknownNumber_hasNoPast() throws Exception {
    called(1, Result.ABANDONED, Reason.HUNG_UP_WAITING);
    assertEquals(Past.NONE, past.of("").get(10, TimeUnit.SECONDS));
    assertEquals(Past.NONE, past.of("4105550199").get(10, TimeUnit.SECONDS));
  }

  /// As Asterisk has it from `sip:anonymous@anonymous.invalid`.
  @Test
  void numberThatIsWithheldInAWord_isManyPeoples_andHasNoPast() throws Exception {
    called("anonymous", 1, Result.ABANDONED, Reason.HUNG_UP_WAITING);
    assertEquals(Past.NONE, past.of("anonymous").get(10, TimeUnit.SECONDS));
  }

  /// A database that was never reached is not asked, so that no call waits for it.
  @Test
  void databaseThatIsAway_isNotAsked() {
    assertEquals(Past.NONE, past.of(ANI).getNow(null));
  }
}

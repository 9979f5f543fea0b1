package org.city311.gateway.recording;

import static org.awaitility.Awaitility.await;
import static org.city311.gateway.recording.PaperFloor.CALL;
import static org.city311.gateway.recording.PaperFloor.LEG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.accounts.MovingClock;
import org.city311.gateway.accounts.PostgresServer;
import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingKeeperTest {
  private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
  private static final int SECOND = 16_000;

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private final PaperSwitch asterisk = new PaperSwitch();
  private final PaperFloor floor = new PaperFloor();
  private final RecordingFigures figures = new RecordingFigures();
  private PostgresServer postgres;
  private AccountsDatabase database;
  private Spool spool;
  private Vault vault;
  private Recordings recordings;
  private TalkRecorder talks;
  private RecordingKeeper keeper;

  @BeforeEach
  void start() throws IOException {
    postgres = PostgresServer.emptied();
    database = postgres.database();
    asterisk.told.add("PJSIP/trunk-1");
    node();
  }

  /// As another node begins to lead.
  private void node() throws IOException {
    spool = new Spool(folder.resolve("spool"), clock);
    vault = new Vault(folder.resolve("kept"), RecordingKeys.cipher(KEY));
    recordings = new Recordings(database, vault);
    RecordingTerms terms = RecordingTerms.USUAL;
    talks =
        new TalkRecorder(
            new Talks(floor),
            new LegRecording(asterisk, spool, terms, figures, clock),
            figures,
            clock);
    keeper =
        new RecordingKeeper(
            new RecordingKeeper.Parts(asterisk, spool, vault, database),
            talks,
            terms,
            figures,
            clock);
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    postgres.start();
  }

  /// What Asterisk does meanwhile.
  private void writes(int seconds) throws IOException {
    Path wav = spool.sound(RecordingId.of(LEG));
    Files.write(wav, new byte[44 + seconds * SECOND]);
    Files.setLastModifiedTime(wav, FileTime.from(clock.instant()));
    clock.move(Duration.ofSeconds(3));
  }

  private void talkHasEnded() throws IOException {
    talks.on(floor.talks("always"));
    writes(5);
    asterisk.gone.add(LEG);
    talks.on(floor.hasHungUp());
  }

  /// Again and again, as the server has it.
  private void works() {
    keeper.work();
    clock.move(Duration.ofSeconds(2));
    keeper.work();
  }

  private List<String> spooled() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void recordingThatIsWhole_isKeptAndNoted_andThePlainFileIsGone() throws Exception {
    talkHasEnded();
    works();

    Recording kept = recordings.ofCall(CALL).getFirst();
    assertEquals(LEG, kept.leg().leg());
    assertEquals(5.0, kept.seconds());
    assertEquals(List.of(), spooled());
    assertEquals(44 + 5 * SECOND, vault.length(kept.id()));
    assertEquals(1, figures.kept());
    works();
    assertEquals(1, recordings.ofCall(CALL).size());
  }

  @Test
  void recordingUnderWay_isLeftAlone_alsoByWhoHasNotHeardOfIt() throws Exception {
    talks.on(floor.talks("always"));
    writes(1);
    works();
    node();
    works();

    assertEquals(2, spooled().size());
    assertEquals(List.of(), recordings.ofCall(CALL));
  }

  @Test
  void leftoverOfACrash_isTakenUpByTheNextLeader() throws Exception {
    talkHasEnded();
    node();
    works();

    assertEquals(1, recordings.ofCall(CALL).size());
  }

  @Test
  void databaseIsAway_theSoundIsEncryptedAllTheSame_andNotedWhenItIsBack() throws Exception {
    talkHasEnded();
    postgres.stop();
    works();
    assertEquals(List.of(RecordingId.of(LEG) + ".leg"), spooled());
    assertTrue(vault.holds(RecordingId.of(LEG)));
    assertTrue(figures.failed() > 0);

    postgres.start();
    // The pool needs a moment to see that it is back.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              clock.move(Duration.ofSeconds(11));
              works();
              return spooled().isEmpty();
            });
    assertEquals(5.0, recordings.ofCall(CALL).getFirst().seconds());
    assertEquals(List.of(), spooled());
  }

  @Test
  void recordingThatNeverBegan_isForgotten() throws Exception {
    asterisk.away = true;
    spool.claim(new Leg(CALL, LEG, PaperFloor.ANA, new SkillGroupId("always"), clock.instant()));
    Files.setLastModifiedTime(
        folder.resolve("spool").resolve(RecordingId.of(LEG) + ".leg"),
        FileTime.from(clock.instant()));
    asterisk.away = false;
    asterisk.gone.add(LEG);
    works();
    assertEquals(1, spooled().size());

    clock.move(Duration.ofSeconds(61));
    works();
    assertEquals(List.of(), spooled());
  }

  @Test
  void recordingIsKeptForItsTime_andNoLonger() throws Exception {
    talkHasEnded();
    works();
    Recording kept = recordings.ofCall(CALL).getFirst();
    clock.move(RecordingTerms.USUAL.keep().minusMinutes(1));
    works();
    assertEquals(1, recordings.ofCall(CALL).size());

    clock.move(Duration.ofMinutes(20));
    works();
    assertEquals(List.of(), recordings.ofCall(CALL));
    assertFalse(vault.holds(kept.id()));
    assertEquals(1, figures.expired());
  }
}

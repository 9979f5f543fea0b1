package org.city311.gateway.recording;

import static org.city311.gateway.recording.PaperFloor.ANA;
import static org.city311.gateway.recording.PaperFloor.CALL;
import static org.city311.gateway.recording.PaperFloor.LEG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.gateway.accounts.MovingClock;
import org.city311.gateway.recording.RecordingKey.Outcome;
import org.city311.ivr.call.CallId;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.switchboard.Recorder.Wish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TalkRecorderTest {
  private static final List<String> BEGUN = List.of("begin " + LEG);

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock();
  private final PaperSwitch asterisk = new PaperSwitch();
  private final PaperFloor floor = new PaperFloor();
  private final Talks talks = new Talks(floor);
  private final RecordingFigures figures = new RecordingFigures();
  private LegRecording recording;
  private TalkRecorder recorder;
  private RecordingKey key;

  @BeforeEach
  void begin() throws IOException {
    asterisk.told.add("PJSIP/trunk-1");
    node(RecordingTerms.USUAL);
  }

  /// Another node begins to lead, or this one with other terms.
  private void node(RecordingTerms terms) throws IOException {
    recording =
        new LegRecording(
            asterisk, new Spool(folder.resolve("spool"), clock), terms, figures, clock);
    recorder = new TalkRecorder(talks, recording, figures, clock);
    key = new RecordingKey(talks, asterisk, recording);
  }

  @Test
  void groupThatIsAlwaysRecorded_isRecordedFromTheFirstMoment_once() {
    recorder.on(floor.talks("always"));
    recorder.on(floor.talks("always"));
    assertTrue(recorder.isUnderWay(LEG));
    recorder.on(floor.hasHungUp());

    assertFalse(recorder.isUnderWay(LEG));
    assertEquals(1, asterisk.orders.stream().filter(BEGUN::contains).count());
    assertEquals(1, figures.begun());
  }

  @Test
  void theNextLeader_findsTheRecordingThatIsUnderWay_andBeginsNoSecond() throws IOException {
    recorder.on(floor.talks("always"));
    node(RecordingTerms.USUAL);
    recorder.on(floor.snapshot());

    assertEquals(1, asterisk.orders.stream().filter(BEGUN::contains).count());
    assertTrue(recorder.isUnderWay(LEG));
    assertTrue(asterisk.silent.isEmpty());
  }

  @Test
  void theNextLeader_keepsWhatIsPausedSilent() throws IOException {
    recorder.on(floor.talks("always"));
    assertEquals(Outcome.DONE, key.press(ANA, CALL, Wish.PAUSED));
    node(RecordingTerms.USUAL);
    recorder.on(floor.snapshot());

    assertTrue(asterisk.silent.contains(LEG));
  }

  @Test
  void whoWasNotTold_isNotRecordedByRule_butWhenTheAgentAsksForIt() throws IOException {
    asterisk.told.clear();
    recorder.on(floor.talks("always"));
    clock.move(Duration.ofMinutes(1));
    recorder.lookAgain();

    assertEquals(List.of(), asterisk.orders);
    assertEquals(1, figures.notTold());
    assertEquals(Outcome.DONE, key.press(ANA, CALL, Wish.ON));
    assertEquals(BEGUN, asterisk.orders);
  }

  @Test
  void whereNothingIsAnnounced_nobodyNeedsToBeTold() throws IOException {
    asterisk.told.clear();
    node(new RecordingTerms(Duration.ofDays(1), false, 1_000, false));
    recorder.on(floor.talks("always"));

    assertEquals(BEGUN, asterisk.orders);
  }

  @Test
  void hold_isSilenceInTheRecording() {
    recorder.on(floor.talks("always"));
    recorder.on(floor.holds(true));
    assertTrue(asterisk.silent.contains(LEG));

    recorder.on(floor.holds(false));
    assertFalse(asterisk.silent.contains(LEG));
  }

  @Test
  void whatIsPaused_staysSoThroughAHold_untilTheAgentGoesOn() throws IOException {
    recorder.on(floor.talks("always"));
    key.press(ANA, CALL, Wish.PAUSED);
    recorder.on(floor.holds(true));
    recorder.on(floor.holds(false));
    assertTrue(asterisk.silent.contains(LEG));

    assertEquals(Outcome.DONE, key.press(ANA, CALL, Wish.ON));
    assertFalse(asterisk.silent.contains(LEG));
  }

  @Test
  void pauseThatCrossesTheEndOfAHold_wins() throws IOException {
    recorder.on(floor.talks("always"));
    recorder.on(floor.holds(true));
    // Another node is asked for it, just before this one lets sound in again.
    asterisk.meanwhile = () -> asterisk.wishes.put(LEG, Wish.PAUSED);
    recorder.on(floor.holds(false));

    assertTrue(asterisk.silent.contains(LEG));
  }

  @Test
  void groupOnDemand_isRecordedFromTheKeyOn_andSilentFromTheNextOn() throws IOException {
    recorder.on(floor.talks("on-demand"));
    assertEquals(List.of(), asterisk.orders);
    assertEquals(Outcome.NOT_RECORDED, key.press(ANA, CALL, Wish.PAUSED));

    assertEquals(Outcome.DONE, key.press(ANA, CALL, Wish.ON));
    assertEquals(BEGUN, asterisk.orders);
    assertEquals(Outcome.DONE, key.press(ANA, CALL, Wish.OFF));
    assertTrue(asterisk.silent.contains(LEG));
    assertEquals(
        Optional.of(new RecordingKey.Shown(RecordingRule.ON_DEMAND, Optional.of(Wish.OFF))),
        key.look(ANA, CALL));
  }

  @Test
  void key_doesNotWhatTheRuleForbids_norForAnotherCall() throws IOException {
    recorder.on(floor.talks("never"));
    assertEquals(Outcome.NEVER_RECORDED, key.press(ANA, CALL, Wish.ON));
    recorder.on(floor.talks("always"));
    assertEquals(Outcome.ALWAYS_RECORDED, key.press(ANA, CALL, Wish.OFF));
    assertEquals(Outcome.NO_CALL, key.press(ANA, new CallId("city-1.2"), Wish.PAUSED));
    recorder.on(floor.hasHungUp());
    assertEquals(Outcome.NO_CALL, key.press(ANA, CALL, Wish.ON));

    assertEquals(BEGUN, asterisk.orders);
  }

  @Test
  void switchThatIsAway_isAskedAgain() {
    asterisk.away = true;
    recorder.on(floor.talks("always"));
    assertEquals(1, figures.failed());
    asterisk.away = false;
    clock.move(Duration.ofSeconds(11));
    recorder.lookAgain();

    assertEquals(BEGUN, asterisk.orders);
  }

  @Test
  void talkThatIsNeverRecorded_costsTheSwitchNothing() {
    asterisk.away = true;
    recorder.on(floor.talks("never"));
    recorder.on(floor.holds(true));

    assertEquals(0, figures.failed());
  }

  @Test
  void fullDisk_keepsRecordingsFromBeginning_notCalls() throws IOException {
    figures.bytes(RecordingTerms.USUAL.mostBytes() + 1);
    recorder.on(floor.talks("always"));

    assertEquals(List.of(), asterisk.orders);
    assertEquals(1, figures.noRoom());
    assertEquals(Outcome.NO_ROOM, key.press(ANA, CALL, Wish.ON));
  }
}

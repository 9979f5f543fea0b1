package org.city311.gateway.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.city311.ivr.switchboard.Recorder.Wish;

/// A talk of Ana's on a switch of paper, and the key to it.
public final class PaperTalk {
  private final PaperSwitch asterisk = new PaperSwitch();
  private final PaperFloor floor = new PaperFloor();
  private final RecordingKey key;

  /// @param group `always`, `on-demand` or `never`
  public PaperTalk(Path folder, InstantSource clock, String group) throws IOException {
    Talks talks = new Talks(floor);
    key =
        new RecordingKey(
            talks,
            asterisk,
            new LegRecording(
                asterisk,
                new Spool(folder.resolve("spool"), clock),
                RecordingTerms.USUAL,
                new RecordingFigures(),
                clock));
    floor.talks(group);
  }

  public RecordingKey key() {
    return key;
  }

  public String call() {
    return PaperFloor.CALL.value();
  }

  /// Whether sound goes into a recording.
  public boolean isRecorded() {
    return asterisk.begun.contains(PaperFloor.LEG) && !asterisk.silent.contains(PaperFloor.LEG);
  }

  public boolean isPaused() {
    return asterisk.wishes.get(PaperFloor.LEG) == Wish.PAUSED;
  }

  public void switchIsAway() {
    asterisk.away = true;
  }
}

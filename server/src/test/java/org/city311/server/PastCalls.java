package org.city311.server;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.city311.flows.message.Messages;
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
import org.city311.ivr.line.Caller;
import org.city311.metrics.record.CallRecord;
import org.city311.metrics.record.CallRecords;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.metrics.record.MetricsDatabase;

/// Calls that were there before the test began.
final class PastCalls {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final SkillGroupId GROUP = new SkillGroupId("streets");
  private static final AudioFormat FORMAT = new AudioFormat(8_000, 16, 1, true, false);
  private static final int FRAMES = 16_000;

  private PastCalls() {}

  /// A resident has left two seconds of silence.
  static void leaveMessage(Path folder) throws Exception {
    Messages messages = new Messages(folder, InstantSource.system());
    Caller caller = new Caller(new CallId("left"), "4105550100", "311", null, GROUP);
    Path audio = messages.begin(caller, Language.ENGLISH);
    byte[] silence = new byte[FRAMES * FORMAT.getFrameSize()];
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(silence), FORMAT, FRAMES),
        AudioFileFormat.Type.WAVE,
        audio.resolveSibling(audio.getFileName() + ".wav").toFile());
    messages.keep(caller.call());
  }

  /// A resident has talked with somebody, and answered two questions afterwards.
  static void record(int port) throws Exception {
    try (MetricsDatabase database =
        new MetricsDatabase(
            new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres"))) {
      new CallRecords(database).insert(List.of(answered()));
    }
  }

  private static CallRecord answered() {
    return new CallRecord(
        new CallId("answered"),
        "4105550100",
        "311",
        Language.ENGLISH,
        "menu:service",
        null,
        Demand.of(GROUP),
        List.of(),
        1,
        new AgentId("ana"),
        new CallTimes(
            NOON,
            NOON.plusSeconds(1),
            NOON.plusSeconds(2),
            NOON.plusSeconds(3),
            NOON.plusSeconds(4),
            NOON.plusSeconds(5),
            NOON.plusSeconds(60),
            NOON.plusSeconds(61)),
        new Termination(Result.ANSWERED, Reason.AGENT_HUNG_UP),
        new Journey(List.of("language", "service"), Map.of("solved", 1, "overall", 5)));
  }
}

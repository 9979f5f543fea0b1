package org.city311.flows.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final InstantSource clock = () -> now;

  private Messages messages() {
    return new Messages(folder.resolve("messages"), clock);
  }

  private static Caller caller(String call) {
    return new Caller(new CallId(call), "4105550100", "311", Language.ENGLISH, null);
  }

  private void record(String call, double seconds) throws Exception {
    Path file = messages().begin(caller(call), Language.SPANISH);
    WavFile.write(file.resolveSibling("audio.wav"), seconds);
  }

  private void left(String call) throws Exception {
    record(call, 3);
    messages().keep(new CallId(call));
  }

  @Test
  void keptMessage_outlivesTheProcess_andOnlyItsOwnerCanRead() throws Exception {
    record("city311-1.1", 3);
    messages().keep(new CallId("city311-1.1"));

    Message message = messages().list().getFirst();

    assertEquals(
        new Message(
            "city311-1.1",
            new CallId("city311-1.1"),
            Message.Kind.MESSAGE,
            "4105550100",
            Language.SPANISH,
            null,
            now,
            4,
            null,
            null),
        message);
    Path one = folder.resolve("messages/city311-1.1");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
    for (String file : List.of("message.json", "audio.wav")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(one.resolve(file))));
    }
  }

  @Test
  void recordingInProgress_isNotListed_untilItIsPlainThatItsFlowHasDied() throws Exception {
    record("c", 3);
    assertEquals(List.of(), messages().list());
    now = now.plus(Duration.ofMinutes(11));
    assertEquals(1, messages().list().size());
  }

  @Test
  void emptyRecordingOfAFlowThatDied_isNeverListed() throws Exception {
    record("c", 0.5);
    messages().begin(caller("d"), Language.ENGLISH);
    now = now.plus(Duration.ofMinutes(11));
    assertEquals(List.of(), messages().list());
  }

  @Test
  void workedOff_onceAndForAll() throws Exception {
    left("c");
    Instant done = now;
    assertEquals(Optional.of(done), messages().done("c").map(Message::done));
    now = now.plusSeconds(60);
    assertEquals(Optional.of(done), messages().done("c").map(Message::done));
    assertEquals(done, messages().list().getFirst().done());
  }

  @Test
  void oldestFirst() throws Exception {
    left("b");
    now = now.plusSeconds(1);
    left("a");
    assertEquals(List.of("b", "a"), messages().list().stream().map(Message::id).toList());
  }

  @Test
  void sweep_removesOnlyWhatWasDoneLongAgo() throws Exception {
    left("done");
    left("open");
    messages().done("done");
    now = now.plus(Messages.KEPT_WHEN_DONE).minusSeconds(1);
    messages().sweep();
    assertEquals(2, messages().list().size());
    now = now.plusSeconds(2);
    messages().sweep();
    assertEquals(List.of("open"), messages().list().stream().map(Message::id).toList());
  }

  @Test
  void sweep_removesWhatWasBegunADayAgo_andHoldsNoSpeech() throws Exception {
    record("spoken", 3);
    record("silent", 0.5);
    Files.createDirectory(folder.resolve("messages/torn"));
    left("wish");
    now = Instant.now().plus(Duration.ofHours(23));
    messages().begin(caller("young"), Language.ENGLISH);
    messages().sweep();
    assertTrue(Files.exists(folder.resolve("messages/torn")));
    now = now.plus(Duration.ofHours(2));
    messages().sweep();
    try (var left = Files.list(folder.resolve("messages"))) {
      assertEquals(
          List.of("spoken", "wish", "young"),
          left.map(one -> one.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void sweep_goesOnAfterWhatItCanNotRead() throws Exception {
    left("a");
    Files.writeString(folder.resolve("messages/a/message.json"), "damaged");
    left("b");
    messages().done("b");
    now = now.plus(Messages.KEPT_WHEN_DONE).plusSeconds(1);
    messages().sweep();
    assertTrue(Files.exists(folder.resolve("messages/a")));
    assertFalse(Files.exists(folder.resolve("messages/b")));
  }

  @Test
  void diskThatIsNearlyFull_takesNoRecordings() throws Exception {
    Messages nearlyFull =
        new Messages(folder.resolve("messages"), clock, _ -> Messages.LEAST_FREE_BYTES - 1);
    assertThrows(IOException.class, () -> nearlyFull.begin(caller("c"), Language.ENGLISH));

    Messages justEnough =
        new Messages(folder.resolve("messages"), clock, _ -> Messages.LEAST_FREE_BYTES);
    assertEquals(
        folder.resolve("messages/c/audio"), justEnough.begin(caller("c"), Language.ENGLISH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../messages/c", "/etc/passwd", "c/../c", "none", "c "})
  void anythingThatIsNoId_findsNothing(String id) throws Exception {
    left("c");
    assertEquals(Optional.empty(), messages().find(id));
    assertEquals(Optional.empty(), messages().audio(id));
    assertEquals(Optional.empty(), messages().done(id));
  }

  @Test
  void idOfACall_neverLeavesTheFolder() throws Exception {
    left("../x");
    assertEquals("_._x", messages().list().getFirst().id());
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void brokenMessage_hidesNoOther() throws Exception {
    left("broken");
    left("whole");
    Files.writeString(folder.resolve("messages/broken/message.json"), "{\"id\":\"broken\"");
    assertEquals(List.of("whole"), messages().list().stream().map(Message::id).toList());
  }

  @Test
  void discarded_isGone() throws Exception {
    record("c", 3);
    messages().discard(new CallId("c"));
    assertFalse(Files.exists(folder.resolve("messages/c")));
    assertTrue(messages().list().isEmpty());
  }
}

package org.city311.flows.greeting;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;
  private final MemoryNote note = new MemoryNote();
  private final MemoryNote audible = new MemoryNote();
  private final List<Greetings> nodes = new CopyOnWriteArrayList<>();
  private final List<String> spoken = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(Greetings::close);
  }

  @Test
  void setAtOneNode_isHeardAtAll_onceItIsSpoken() throws Exception {
    Greetings first = node("1");
    Greetings second = node("2");

    first.set(greeting(true, "greeting-a", NOON));

    await().until(() -> second.now().key().equals("greeting-a"));
    assertEquals(Spoken.NOTHING, first.get());
    assertEquals(Spoken.NOTHING, second.get());
    await().until(() -> spoken.contains("greeting-a"));
    second.madeAudible("greeting-a");
    assertEquals(Spoken.of("greeting-a"), first.get());
    assertEquals(Spoken.of("greeting-a"), second.get());
  }

  /// Callers would hear nothing, or the call would die of a file that is not there.
  @Test
  void newOne_isNotHeard_whileOnlyTheOldOneIsSpoken() throws Exception {
    Greetings node = node("1");
    node.set(greeting(true, "greeting-a", NOON));
    node.madeAudible("greeting-a");
    node.set(greeting(true, "greeting-b", NOON.plusSeconds(1)));

    assertEquals(Spoken.NOTHING, node.get());
  }

  @Test
  void turnedOff_isHeardByNobody() throws Exception {
    Greetings first = node("1");
    Greetings second = node("2");
    first.set(greeting(true, "greeting-a", NOON));
    first.madeAudible("greeting-a");
    await().until(() -> !second.get().equals(Spoken.NOTHING));

    second.set(second.now().turned(false, "ben", NOON.plusSeconds(1)));

    await().until(() -> first.get().equals(Spoken.NOTHING));
    assertEquals("ben", first.now().by());
  }

  @Test
  void outlivesAllNodes_onTheirDisks() throws Exception {
    Greetings before = node("1");
    before.set(greeting(true, "greeting-a", NOON));
    before.close();

    MemoryNote anew = new MemoryNote();
    Greetings after = new Greetings(folder.resolve("1"), anew, audible);
    nodes.add(after);
    after.start(greeting -> spoken.add("again " + greeting.key()));

    await().until(() -> spoken.contains("again greeting-a"));
    assertEquals(greeting(true, "greeting-a", NOON), after.now());
    assertEquals(after.now(), GreetingJson.read(anew.text().orElseThrow()));
  }

  @Test
  void nodeThatStartsLater_playsWhatTheOthersPlay() throws Exception {
    Greetings first = node("1");
    first.set(greeting(true, "greeting-a", NOON));
    first.madeAudible("greeting-a");

    Greetings second = node("2");

    await().until(() -> second.get().equals(Spoken.of("greeting-a")));
  }

  /// It was away while another was set, and must not bring back its own.
  @Test
  void nodeThatComesBack_takesTheLaterOne() throws Exception {
    Files.writeString(
        folder.resolve("2"), GreetingJson.write(greeting(true, "greeting-old", NOON)));
    Greetings first = node("1");
    first.set(greeting(false, "greeting-new", NOON.plusSeconds(1)));

    Greetings second = node("2");

    await().until(() -> second.now().key().equals("greeting-new"));
    assertEquals("greeting-new", first.now().key());
    assertEquals("greeting-new", GreetingJson.read(Files.readString(folder.resolve("2"))).key());
  }

  @Test
  void diskThatTakesNothing_changesNothing() throws Exception {
    Greetings node =
        new Greetings(Files.writeString(folder.resolve("f"), "").resolve("x"), note, audible);
    nodes.add(node);

    assertThrows(IOException.class, () -> node.set(greeting(true, "greeting-a", NOON)));
    assertEquals(Greeting.NONE, node.now());
    assertEquals(true, note.text().isEmpty());
  }

  @Test
  void fileThatIsNoGreeting_isNone() throws Exception {
    Files.writeString(folder.resolve("1"), "{\"on\": true");
    Greetings node = node("1");
    node.set(greeting(true, "greeting-a", NOON));
    assertEquals("greeting-a", node.now().key());
  }

  private Greetings node(String name) {
    Greetings node = new Greetings(folder.resolve(name), note, audible);
    nodes.add(node);
    node.start(greeting -> spoken.add(greeting.key()));
    return node;
  }

  private static Greeting greeting(boolean on, String key, Instant since) {
    return new Greeting(
        on, key, new TreeMap<>(Map.of("en", "Storm.", "es", Greeting.RECORDED)), "ana", since);
  }
}

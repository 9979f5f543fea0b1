package org.city311.ivr.asterisk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.call.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With Asterisk-Java, and a manager interface on paper.
class AmiLinkTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<AcdEvent> events = new CopyOnWriteArrayList<>();
  private final PaperManager asterisk = new PaperManager();
  private final AmiLink link =
      new AmiLink(
          new AmiSettings(
              "127.0.0.1", asterisk.port(), "city311", "secret", 1, 2, Duration.ZERO, false),
          new AmiLink.Listener() {
            @Override
            public void observe(AcdEvent event) {
              events.add(event);
            }

            @Override
            public boolean hasPlace(CallId call) {
              return true;
            }

            @Override
            public boolean leads() {
              return leads;
            }
          });
  private volatile boolean leads = true;

  AmiLinkTest() throws IOException {}

  @BeforeEach
  void start() {
    asterisk.setUptime(1_000);
    link.start(
        () -> true,
        seen ->
            asterisk.written.add(
                "seen " + new TreeSet<>(seen.beating()) + " " + seen.claim().text()));
    await().atMost(LONG).until(() -> !looks().isEmpty());
  }

  @AfterEach
  void end() throws IOException {
    link.close();
    asterisk.close();
  }

  @Test
  void look_saysSinceWhenAsteriskRuns_byOurClock() {
    Duration uptime = Duration.between(started(), Instant.now());
    assertTrue(uptime.compareTo(Duration.ofSeconds(1_000)) >= 0, uptime::toString);
    assertTrue(uptime.compareTo(LONG.plusSeconds(1_000)) < 0, uptime::toString);
  }

  /// A look at one that is about to load its modules sees no calls, and would blame the callers.
  @Test
  void asteriskThatStartsAnew_isLookedAtWhenItHasBooted_andIsKnownToBeYounger() throws Exception {
    asterisk.restart();
    await().atMost(LONG).until(() -> events.contains(new AcdEvent.SwitchLost()));
    // Of the two connections one may be back before the other is gone, and look once more.
    await()
        .atMost(LONG)
        .until(() -> link.isUp() && events.getLast().equals(new AcdEvent.SwitchLost()));
    Instant before = Instant.now();
    asterisk.boot();
    await().atMost(LONG).until(() -> events.getLast() instanceof AcdEvent.SwitchSeen);
    assertTrue(!started().isBefore(before));
  }

  @Test
  void actionsConnectionThatDropsForAMoment_theSwitchIsLookedAtAgain() throws Exception {
    // The first beats look by themselves.
    await().atMost(LONG).until(() -> asterisk.beats() >= 5);
    asterisk.dropActions();
    await().atMost(LONG).until(() -> events.contains(new AcdEvent.SwitchLost()));
    await().atMost(LONG).until(() -> events.getLast() instanceof AcdEvent.SwitchSeen);
  }

  @Test
  void nodeThatStandsBy_isToldNoCalls_andHasThemToldBeforeItLooksAsTheLeader() {
    assertEquals(1, Collections.frequency(asterisk.written, "events on"));
    leads = false;
    await().atMost(LONG).until(() -> asterisk.written.contains("events system,dtmf"));
    int looked = looks().size();
    link.lookAgain();
    long beats = asterisk.beats();
    await().atMost(LONG).until(() -> asterisk.beats() >= beats + 2);
    assertEquals(looked, looks().size(), "who stands by does not look");

    leads = true;
    await().atMost(LONG).until(() -> looks().size() > looked);
    assertEquals(2, Collections.frequency(asterisk.written, "events on"));
  }

  @Test
  void linkThatBreaks_hasCallsToldAnew() throws Exception {
    asterisk.restart();
    asterisk.boot();
    await().atMost(LONG).until(() -> Collections.frequency(asterisk.written, "events on") == 2);
  }

  @Test
  void keyThatIsTold_answersItsCallsQuestion_whichIsStopped() {
    Keypad keypad = link.keypads().openFirst(new CallId("city311-1.1"));
    assertTrue(keypad.nextOrAsk().isEmpty());
    asterisk.press("city311-1.2", '2');
    asterisk.press("city311-1.1", '1');
    await().atMost(LONG).until(() -> asterisk.written.contains("play D city311-1.1 receive=true"));
    keypad.stopped('D');

    assertEquals(Optional.of('1'), keypad.nextOrAsk());
    assertTrue(keypad.next().isEmpty());
  }

  /// Whoever reads 0 may lead at once: by then the office must be laid down.
  @Test
  void nodeThatDrains_isNotCountedFirst_thenShowsIt_andThenSaysSo() {
    asterisk.set("CITY311_LEADER", "7:1");
    asterisk.set("CITY311_NODE_2", "1700000000");
    await().atMost(LONG).until(() -> asterisk.written.contains("seen [1, 2] 7:1"));
    link.drain(() -> asterisk.written.add("then"));
    await().atMost(LONG).until(() -> asterisk.written.contains("then"));
    int counted = asterisk.written.indexOf("seen [2] 7:1");
    int shown = asterisk.written.indexOf("CITY311_NODE_1=0");
    assertTrue(0 <= counted && counted < shown, asterisk.written::toString);
    assertTrue(shown < asterisk.written.indexOf("then"), asterisk.written::toString);
  }

  private List<AcdEvent.SwitchSeen> looks() {
    return events.stream()
        .filter(AcdEvent.SwitchSeen.class::isInstance)
        .map(AcdEvent.SwitchSeen.class::cast)
        .toList();
  }

  private Instant started() {
    return looks().getLast().view().started();
  }
}

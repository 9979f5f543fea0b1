package org.city311.ivr.centre;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.Peers.Forwarded;
import org.city311.ivr.centre.Peers.Mark;
import org.city311.ivr.centre.Peers.Taken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwarderTest {
  private final PaperPeers peers = new PaperPeers();
  private final List<AcdEvent> arrived = new CopyOnWriteArrayList<>();
  private volatile int leader = 2;
  private final Forwarder forwarder =
      new Forwarder(
          peers, () -> leader, (items, _, _) -> items.forEach(item -> arrived.add(item.event())));

  @AfterEach
  void close() {
    forwarder.close();
  }

  @Test
  void events_arriveInOrder_thoughEverySecondAnswerIsLost() {
    peers.losesEverySecondAnswer = true;
    forwarder.start();
    List<AcdEvent> all = IntStream.range(0, 2_000).mapToObj(ForwarderTest::event).toList();
    all.forEach(this::add);
    await().until(() -> arrived.size() == all.size());
    assertEquals(all, List.copyOf(arrived));
    assertEquals(all, peers.takenOnce());
  }

  @Test
  void withoutALeader_eventsWait_andGoToTheNextOne() {
    leader = 0;
    add(event(1));
    forwarder.start();
    await().until(() -> forwarder.waiting() == 1);
    leader = 3;
    await().until(() -> arrived.size() == 1);
    assertEquals(Set.of(3), Set.copyOf(peers.asked));
  }

  @Test
  void nodeThatLeadsItself_takesBackWhatNobodyTook_inOrder() {
    peers.deaf = true;
    add(event(1));
    forwarder.start();
    await().until(() -> !peers.asked.isEmpty());
    add(event(2));
    assertEquals(
        List.of(event(1), event(2)),
        forwarder.takeBack().stream().map(Forwarder.Item::event).toList());
    assertEquals(0, forwarder.waiting());
  }

  @Test
  void wishThatNobodyWaitsForAnyMore_isNotSent() {
    CompletableFuture<Void> givenUp = new CompletableFuture<>();
    givenUp.cancel(false);
    forwarder.add(new Forwarder.Item(event(1), givenUp));
    add(event(2));
    forwarder.start();
    await().until(() -> !arrived.isEmpty());
    assertEquals(List.of(event(2)), List.copyOf(arrived));
  }

  /// Ana dials "ready" at a node that is cut off, is told no, and goes home.
  @Test
  void wishThatHasFailedWhileItsBatchWasSent_isNotSentAgain_andTheOthersAre() {
    peers.deaf = true;
    CompletableFuture<Void> wish = new CompletableFuture<>();
    add(event(1));
    forwarder.add(new Forwarder.Item(event(2), wish));
    add(event(3));
    forwarder.start();
    await().until(() -> !peers.asked.isEmpty());
    wish.cancel(false);
    peers.deaf = false;
    await().until(() -> arrived.size() == 2);
    assertEquals(List.of(event(1), event(3)), peers.takenOnce());
    assertEquals(0, forwarder.waiting());
  }

  private void add(AcdEvent event) {
    assertTrue(forwarder.add(new Forwarder.Item(event, new CompletableFuture<>())));
  }

  private static AcdEvent event(int number) {
    return new AcdEvent.RecordConfirmed(new CallId("c" + number));
  }

  /// Takes what is new to it, as a leader does, and answers when it feels like it.
  private static final class PaperPeers implements Peers {
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final List<AcdEvent> taken = new ArrayList<>();
    private long last;
    private volatile boolean deaf;
    private volatile boolean losesEverySecondAnswer;

    synchronized List<AcdEvent> takenOnce() {
      return List.copyOf(taken);
    }

    @Override
    public int self() {
      return 1;
    }

    @Override
    public synchronized CompletableFuture<Taken> forward(int to, Forwarded events) {
      asked.add(to);
      if (deaf) {
        return CompletableFuture.failedFuture(new NotLeading());
      }
      long number = events.first();
      for (AcdEvent event : events.events()) {
        if (number > last) {
          last = number;
          taken.add(event);
        }
        number++;
      }
      return losesEverySecondAnswer && asked.size() % 2 == 0
          ? CompletableFuture.failedFuture(new IllegalStateException("lost"))
          : CompletableFuture.completedFuture(new Taken(new Mark(1, 1), Set.of()));
    }

    @Override
    public CompletableFuture<Whole> whole(int to) {
      return CompletableFuture.failedFuture(new NotLeading());
    }

    @Override
    public void tell(Told told) {}

    @Override
    public void listen(Listener listener) {}
  }
}

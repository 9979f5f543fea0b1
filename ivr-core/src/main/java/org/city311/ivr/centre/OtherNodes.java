package org.city311.ivr.centre;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.city311.ivr.acd.AcdEvent;
import org.jspecify.annotations.Nullable;

/// What this node has to do with the others: while another leads, it carries events there and keeps its view as
/// the leader's; while it leads itself, it answers what they ask.
final class OtherNodes implements Peers.Listener, AutoCloseable {
  private final Peers peers;
  private final Writer writer;
  private final Reign reign;
  private final InstantSource clock;
  private final Replica replica;
  private final Forwarder forwarder;
  private volatile Runnable onNewLeader = () -> {};

  OtherNodes(Peers peers, View view, Writer writer, Reign reign, InstantSource clock) {
    this.peers = peers;
    this.writer = writer;
    this.reign = reign;
    this.clock = clock;
    this.replica = new Replica(view, this::askForWhole);
    this.forwarder = new Forwarder(peers, replica::leader, this::arrived);
  }

  void start() {
    forwarder.start();
    peers.listen(this);
  }

  /// @param then runs, on the writer's thread, whenever another leader has begun
  void onNewLeader(Runnable then) {
    onNewLeader = then;
  }

  /// @return false if too many events wait for a leader
  boolean carry(AcdEvent event, CompletableFuture<Void> done) {
    return forwarder.add(new Forwarder.Item(event, done));
  }

  /// This node leads from now on.
  ///
  /// @return the events that no leader has said to have taken
  List<Forwarder.Item> led() {
    replica.end();
    return forwarder.takeBack();
  }

  /// This node has led until now.
  void follow(Peers.Mark last) {
    replica.begin(last);
  }

  void newLeader() {
    onNewLeader.run();
  }

  /// Events that wait for a leader.
  int waiting() {
    return forwarder.waiting();
  }

  /// The number of the node that leads; 0 while none of the others is known to.
  int leader() {
    return replica.leader();
  }

  /// The highest term that was heard of.
  long term() {
    return replica.term();
  }

  /// Whether this node sees what the leader sees.
  boolean isViewComplete() {
    return replica.isComplete();
  }

  @Override
  public void close() {
    forwarder.close();
  }

  private void askForWhole(int from) {
    var _ =
        peers
            .whole(from)
            .whenComplete((whole, fault) -> writer.add(() -> take(fault == null ? whole : null)));
  }

  /// @param whole null if it could not be had
  private void take(Peers.@Nullable Whole whole) {
    if (reign.hasBegun()) {
      return;
    }
    if (whole != null && replica.take(whole, clock.instant())) {
      onNewLeader.run();
    } else {
      writer.after(Reign.RETRY, () -> writer.add(replica::askAgain));
    }
  }

  /// Each event is done once this node sees what came of it.
  private void arrived(List<Forwarder.Item> items, long first, Peers.Taken answer) {
    Runnable finish = () -> finish(items, first, answer.failed());
    writer.add(
        () -> {
          if (reign.hasBegun()) {
            finish.run();
          } else {
            replica.when(answer.at(), finish);
          }
        });
  }

  private static void finish(List<Forwarder.Item> items, long first, Set<Long> failed) {
    long number = first;
    for (Forwarder.Item item : items) {
      if (failed.contains(number)) {
        item.done()
            .completeExceptionally(new IllegalStateException("the leader could not save it"));
      } else {
        item.done().complete(null);
      }
      number++;
    }
  }

  @Override
  public CompletableFuture<Peers.Taken> forwarded(Peers.Forwarded events) {
    return asLeader(acting -> acting.take(events));
  }

  @Override
  public CompletableFuture<Peers.Whole> whole() {
    return asLeader(Leader::whole);
  }

  private <T> CompletableFuture<T> asLeader(Function<Leader, T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean queued = reign.isGiven() && writer.offer(() -> answer(answer, task));
    if (!queued) {
      answer.completeExceptionally(new NotLeading());
    }
    return answer;
  }

  private <T> void answer(CompletableFuture<T> answer, Function<Leader, T> task) {
    Leader acting = reign.acting();
    if (acting == null) {
      answer.completeExceptionally(new NotLeading());
    } else {
      answer.complete(task.apply(acting));
    }
  }

  @Override
  public void told(Peers.Told told) {
    reign.endBefore(told.at().term());
    writer.offer(() -> hear(told));
  }

  private void hear(Peers.Told told) {
    reign.stepDown();
    if (!reign.hasBegun()) {
      replica.hear(told);
    }
  }
}

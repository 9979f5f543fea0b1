package org.city311.ivr.centre;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.city311.ivr.centre.Peers.Mark;
import org.city311.ivr.centre.Peers.Told;
import org.city311.ivr.centre.Peers.Whole;
import org.city311.ivr.event.CentreEvent;

/// Keeps a node's view as the leader's, while another node leads. The decisions are numbered: where
/// one is missing, everything is asked for. Used by the writer alone, but for [#leader].
final class Replica {
  /// Decisions kept while everything is on its way; beyond it, it is asked for once more.
  static final int MAX_KEPT = 10_000;

  private final View view;
  private final Consumer<Integer> askForWhole;
  private final Deque<Told> kept = new ArrayDeque<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private Mark at = Mark.NONE;
  private volatile int leader;
  private volatile boolean complete;

  /// Something to be done once the view is as it was after a decision.
  private record Waiting(Mark mark, Runnable then) {}

  /// @param askForWhole asks the node of this number, which answers by [#take] or [#askAgain]
  Replica(View view, Consumer<Integer> askForWhole) {
    this.view = view;
    this.askForWhole = askForWhole;
  }

  /// The number of the node that leads; 0 while nobody is known to.
  int leader() {
    return leader;
  }

  /// Whether the view is the leader's.
  boolean isComplete() {
    return complete;
  }

  /// The highest term that was heard of.
  long term() {
    return at.term();
  }

  /// This node has led until now, and does not know yet who leads next.
  void begin(Mark last) {
    at = last;
    leader = 0;
    complete = false;
    kept.clear();
  }

  /// This node leads from now on, from a state that is at least as new.
  void end() {
    complete = false;
    kept.clear();
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(one -> one.then().run());
  }

  void hear(Told told) {
    if (told.at().term() < at.term()) {
      return;
    }
    if (told.at().term() > at.term() || leader == 0) {
      at = new Mark(told.at().term(), 0);
      leader = told.leader();
      miss(told);
    } else if (!complete) {
      keep(told);
    } else if (isNext(told)) {
      apply(told);
      wake();
    } else if (told.at().compareTo(at) > 0) {
      miss(told);
    } else if (told.at().equals(at)) {
      view.setSwitchUp(told.switchUp());
    }
  }

  /// A reminder has no decision in it, so it follows nothing.
  private boolean isNext(Told told) {
    return !told.isReminder() && told.at().equals(at.next());
  }

  private void miss(Told told) {
    complete = false;
    kept.clear();
    keep(told);
    askForWhole.accept(leader);
  }

  private void keep(Told told) {
    if (kept.size() < MAX_KEPT) {
      kept.add(told);
    }
  }

  /// @return false if it comes from a leader of the past
  boolean take(Whole whole, Instant now) {
    if (whole.at().term() != at.term() || leader == 0) {
      return false;
    }
    at = whole.at();
    complete = true;
    view.setSwitchUp(whole.switchUp());
    view.replace(
        new CentreEvent.Snapshot(now, whole.routing(), whole.calls(), whole.agents()), false);
    List<Told> since = List.copyOf(kept);
    kept.clear();
    since.forEach(this::hear);
    wake();
    return true;
  }

  void askAgain() {
    if (!complete && leader != 0) {
      askForWhole.accept(leader);
    }
  }

  private void apply(Told told) {
    at = told.at();
    view.setSwitchUp(told.switchUp());
    view.change(told, false);
  }

  /// Runs it when the view is at least as new as the mark.
  void when(Mark mark, Runnable then) {
    waiting.add(new Waiting(mark, then));
    if (complete) {
      wake();
    }
  }

  private void wake() {
    if (!waiting.isEmpty() && complete) {
      List<Waiting> due = waiting.stream().filter(one -> one.mark().compareTo(at) <= 0).toList();
      waiting.removeAll(due);
      due.forEach(one -> one.then().run());
    }
  }
}

package org.city311.ivr.centre;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;

/// The centre's other nodes. What is lost on the way is noticed by its numbers and asked for again.
public interface Peers {

  /// This node's number.
  int self();

  /// Hands events to the node that leads. Fails if it can't be reached or does not lead; then it is
  /// not known whether the events were taken.
  CompletableFuture<Taken> forward(int leader, Forwarded events);

  /// Asks the node that leads for everything as it is. Fails like [#forward].
  CompletableFuture<Whole> whole(int leader);

  /// Tells all other nodes, in order, without waiting. Called by the leader.
  void tell(Told told);

  /// Begins to hear the others.
  void listen(Listener listener);

  /// How a centre's node takes what others say. Each method may be called by any thread, and returns
  /// at once.
  interface Listener {
    CompletableFuture<Taken> forwarded(Forwarded events);

    CompletableFuture<Whole> whole();

    void told(Told told);
  }

  /// Events in their order, from a node that does not lead.
  ///
  /// @param sender one run of one node
  /// @param first the number of the first event; a sender's events are numbered in their order, and
  ///     what it has given up is left out
  record Forwarded(String sender, long first, List<AcdEvent> events) {
    public Forwarded {
      events = List.copyOf(events);
    }
  }

  /// The leader's answer: the events are saved and carried out.
  ///
  /// @param at where the leader's decisions were after the last of them
  /// @param failed the numbers of events that could not be taken
  record Taken(Mark at, Set<Long> failed) {
    public Taken {
      failed = Set.copyOf(failed);
    }
  }

  /// Everything as it was after one decision.
  record Whole(Mark at, boolean switchUp, Routing routing, List<Call> calls, List<Agent> agents) {
    public Whole {
      calls = List.copyOf(calls);
      agents = List.copyOf(agents);
    }
  }

  /// One decision of the leader; or none, when only [#at] is said once more.
  ///
  /// @param leader the number of the node that leads
  /// @param routing if it changed
  /// @param gone agents that are no longer there
  /// @param forgotten calls that need not be kept any longer
  record Told(
      int leader,
      Mark at,
      boolean switchUp,
      List<Call> calls,
      List<Agent> agents,
      @Nullable Routing routing,
      Set<AgentId> gone,
      Set<CallId> forgotten,
      List<CentreEvent> events) {
    public Told {
      calls = List.copyOf(calls);
      agents = List.copyOf(agents);
      gone = Set.copyOf(gone);
      forgotten = Set.copyOf(forgotten);
      events = List.copyOf(events);
    }

    /// Only [#at] once more.
    static Told reminder(int leader, Mark at, boolean switchUp) {
      return new Told(
          leader, at, switchUp, List.of(), List.of(), null, Set.of(), Set.of(), List.of());
    }

    /// A reminder has no decision in it.
    boolean isReminder() {
      return calls.isEmpty()
          && agents.isEmpty()
          && routing == null
          && gone.isEmpty()
          && forgotten.isEmpty()
          && events.isEmpty();
    }
  }

  /// A point in the row of all decisions.
  ///
  /// @param term whose decision it was
  /// @param number counts the decisions of the term, from 0 for its beginning
  record Mark(long term, long number) implements Comparable<Mark> {
    static final Mark NONE = new Mark(0, 0);

    Mark next() {
      return new Mark(term, number + 1);
    }

    @Override
    public int compareTo(Mark other) {
      int terms = Long.compare(term, other.term);
      return terms != 0 ? terms : Long.compare(number, other.number);
    }
  }

  /// For a centre of one node.
  static Peers none() {
    return new Peers() {
      @Override
      public int self() {
        return 1;
      }

      @Override
      public CompletableFuture<Taken> forward(int leader, Forwarded events) {
        return CompletableFuture.failedFuture(new NotLeading());
      }

      @Override
      public CompletableFuture<Whole> whole(int leader) {
        return CompletableFuture.failedFuture(new NotLeading());
      }

      @Override
      public void tell(Told told) {}

      @Override
      public void listen(Listener listener) {}
    };
  }
}

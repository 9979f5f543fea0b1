package org.city311.metrics.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.city311.ivr.agent.AgentState;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.estimate.WaitEstimate;
import org.city311.ivr.routing.SkillGroup;
import org.jspecify.annotations.Nullable;

/// The figures at one instant.
///
/// @param callbacks what becomes of those who asked to be called back
/// @param inIvr calls that hear the IVR: in its menus, or taken out of the queue for a while
/// @param talking calls whose resident and agent hear each other
/// @param agents how many agents are in each state; every state is there
/// @param groups in the routing's order
/// @param waits what one who joins must expect
public record LiveView(
    Instant at,
    City city,
    Queue queue,
    Today today,
    Callbacks callbacks,
    int inIvr,
    int talking,
    Map<AgentState, Integer> agents,
    List<GroupView> groups,
    Waits waits) {

  /// The estimated wait of one who would join now.
  ///
  /// @param centre whatever the group; null while nothing is known
  /// @param byGroup without the groups of which nothing is known
  public record Waits(@Nullable WaitEstimate centre, Map<SkillGroupId, WaitEstimate> byGroup) {
    public Waits {
      byGroup = Map.copyOf(byGroup);
    }
  }

  /// Who waits for a person now.
  ///
  /// @param since when the one who waits longest asked for a person; null when nobody waits
  /// @param longestWait from then to now; zero when nobody waits
  public record Queue(int waiting, @Nullable Instant since, Duration longestWait) {
    static final Queue EMPTY = new Queue(0, null, Duration.ZERO);
  }

  /// What became of the calls that asked for a person since midnight. At every instant
  /// `offered = answered + abandoned + overflowed + calledBack + lost + inProgress`.
  ///
  /// @param offered calls that asked for a person
  /// @param answered of these, those that an agent talked with
  /// @param abandoned of these, those whose resident hung up before
  /// @param overflowed of these, those who left a message, or were told that we are full or closed
  /// @param calledBack of these, those who asked to be called back
  /// @param lost of these, those that ended otherwise without an agent
  /// @param inProgress of these, those that still wait
  /// @param asa average speed of answer: the mean wait of the answered; null when there are none
  public record Today(
      int offered,
      int answered,
      int abandoned,
      int overflowed,
      int calledBack,
      int lost,
      int inProgress,
      @Nullable Duration asa) {}

  /// Callbacks asked for by calls of today, and older ones that are not over. At every instant
  /// `asked = waiting + connected + gaveUp + expired + cancelled`. None of them is in [Today] but as the call that asked.
  ///
  /// @param asked callbacks that stand or stood in the queue
  /// @param waiting of these, those that are not over
  /// @param placed how often a resident was called
  /// @param answered how often somebody, or a machine, picked up
  /// @param machines of these, how often nobody said by key to be there, where residents are called first
  /// @param connected of the asked, those whose resident talked with an agent
  /// @param gaveUp of the asked, those whose resident was there and hung up before an agent was
  /// @param expired of the asked, those that were given up
  /// @param cancelled of the asked, those that the resident no longer wanted
  public record Callbacks(
      int asked,
      int waiting,
      int placed,
      int answered,
      int machines,
      int connected,
      int gaveUp,
      int expired,
      int cancelled) {}

  /// One skill group's part.
  ///
  /// @param open whether it serves residents at this hour
  /// @param readyAgents those who are ready and may take a call that asks for nothing but this group
  public record GroupView(
      SkillGroup group, boolean open, int readyAgents, Queue queue, Today today) {
    public SkillGroupId id() {
      return group.id();
    }
  }
}

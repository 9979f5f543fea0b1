package org.city311.ivr.centre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.Peers.Mark;
import org.city311.ivr.centre.Peers.Told;
import org.city311.ivr.centre.Peers.Whole;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");

  private static final Routing ROUTING =
      new Routing(
          List.of(SkillGroup.plain(new SkillGroupId("water"), Map.of("en", "Water"))), List.of());

  private final View view = new View(ROUTING);
  private final List<Integer> asked = new ArrayList<>();
  private final Replica replica = new Replica(view, asked::add);

  @Test
  void firstWord_isFollowedByEverything() {
    replica.hear(decision(1, 7, "c7"));
    assertEquals(List.of(2), asked);
    assertFalse(replica.isComplete());
    assertTrue(replica.take(whole(1, 6, "c5", "c6"), T0));
    assertEquals(Set.of("c5", "c6", "c7"), calls());
    assertTrue(replica.isComplete());
  }

  @Test
  void decisionsInOrder_areTakenAsTheyCome_eachOnce() {
    complete();
    replica.hear(decision(1, 1, "c1"));
    replica.hear(decision(1, 1, "c1"));
    replica.hear(decision(1, 2, "c2"));
    assertEquals(Set.of("c1", "c2"), calls());
    assertEquals(1, asked.size());
  }

  @Test
  void missingDecision_asksForEverything_andWhatComesMeanwhileIsKept() {
    complete();
    replica.hear(decision(1, 2, "c2"));
    replica.hear(decision(1, 3, "c3"));
    assertEquals(2, asked.size());
    assertEquals(Set.of(), calls());
    replica.take(whole(1, 2, "c1", "c2"), T0);
    assertEquals(Set.of("c1", "c2", "c3"), calls());
  }

  @Test
  void lastDecisionThatWasLost_isMissedAtTheNextReminder() {
    complete();
    replica.hear(reminder(1, 0));
    assertEquals(1, asked.size());
    replica.hear(reminder(1, 1));
    assertEquals(2, asked.size());
  }

  @Test
  void laterTerm_startsAgain_andAnEarlierOneIsNotHeardAnyMore() {
    complete();
    replica.hear(Told.reminder(3, new Mark(2, 0), true));
    assertEquals(List.of(2, 3), asked);
    assertEquals(3, replica.leader());
    replica.hear(decision(1, 1, "old"));
    assertFalse(replica.take(whole(1, 9, "old"), T0));
    assertTrue(replica.take(whole(2, 0, "new"), T0));
    assertEquals(Set.of("new"), calls());
  }

  @Test
  void lostAnswer_isAskedForAgain() {
    replica.hear(reminder(1, 0));
    replica.askAgain();
    assertEquals(List.of(2, 2), asked);
  }

  @Test
  void whoWaitsForADecision_isWokenWhenItIsSeen() {
    complete();
    List<String> woken = new ArrayList<>();
    replica.when(new Mark(1, 2), () -> woken.add("two"));
    replica.when(new Mark(1, 0), () -> woken.add("already"));
    replica.hear(decision(1, 1, "c1"));
    assertEquals(List.of("already"), woken);
    replica.hear(decision(1, 2, "c2"));
    assertEquals(List.of("already", "two"), woken);
  }

  @Test
  void whoWaitsForADecisionOfALeaderThatDied_isWokenByTheNextOnes() {
    complete();
    List<String> woken = new ArrayList<>();
    replica.when(new Mark(1, 5), () -> woken.add("five"));
    replica.hear(reminder(2, 0));
    replica.take(whole(2, 0), T0);
    assertEquals(List.of("five"), woken);
  }

  private void complete() {
    replica.hear(reminder(1, 0));
    replica.take(whole(1, 0), T0);
  }

  private Set<String> calls() {
    return view.calls().stream().map(call -> call.id().value()).collect(Collectors.toSet());
  }

  private static Told decision(long term, long number, String call) {
    return new Told(
        2,
        new Mark(term, number),
        true,
        List.of(call(call)),
        List.of(),
        null,
        Set.of(),
        Set.of(),
        List.of());
  }

  private static Told reminder(long term, long number) {
    return Told.reminder(2, new Mark(term, number), true);
  }

  private static Whole whole(long term, long number, String... calls) {
    return new Whole(
        new Mark(term, number),
        true,
        ROUTING,
        List.of(calls).stream().map(ReplicaTest::call).toList(),
        List.of());
  }

  private static Call call(String id) {
    return Call.arriving(new CallId(id), "", "311", "PJSIP/t-" + id, T0);
  }
}

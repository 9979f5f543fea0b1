package org.city311.ivr.leadership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Nodes on paper, with an Asterisk on paper and a clock that is set by hand.
class LeadershipTest {
  private final Map<Integer, Node> nodes = new HashMap<>();
  private Claim claim = Claim.NONE;
  private boolean deaf;
  private long now = 1_000;

  @Test
  void firstNodeOfAll_leadsOnceItsClaimHasStood() {
    Node one = node(1, () -> List.of(1));
    one.beat(Set.of(1));
    assertEquals(new Claim(1, 1), claim);
    assertEquals(Standing.STANDBY, one.standing());
    pass(Leadership.GUARD);
    one.beat(Set.of(1));
    assertEquals(List.of("lead 1"), one.deeds);
    assertEquals(Standing.LEADER, one.standing());
  }

  @Test
  void leaderThatIsKilled_isFollowedWhenItsLeaseHasRunOut_notBefore() {
    Node two = node(2, () -> List.of(2, 3));
    claim = new Claim(7, 1);
    two.beat(Set.of(1, 2, 3));
    pass(Duration.ofSeconds(1));
    two.beat(Set.of(1, 2, 3));
    assertEquals(1, two.prepared);
    assertEquals(List.of(), two.deeds);
    assertEquals(new Claim(8, 2), claim);
    pass(Leadership.GUARD.minusSeconds(1));
    two.beat(Set.of(1, 2, 3));
    assertEquals(List.of("lead 8"), two.deeds);
  }

  @Test
  void nextLookAtAClaim_isWhenItMayLead() {
    Node two = node(2, () -> List.of(2, 3));
    claim = new Claim(7, 1);
    two.beat(Set.of(1, 2, 3));
    assertEquals(List.of(Leadership.GUARD), two.looks);
  }

  @Test
  void leaderWhoseHeartStandsStill_isFollowedAtOnce_itsLeaseIsOver() {
    Node two = node(2, () -> List.of(1, 2, 3));
    claim = new Claim(7, 1);
    two.beat(Set.of(2, 3));
    assertEquals(List.of("lead 8"), two.deeds);
  }

  @Test
  void leaderThatDrains_laysItsOfficeDown_andTheNextLeadsAtOnce() {
    Node one = leader(1, () -> List.of(1, 2));
    one.beat(Set.of(2));
    assertEquals("follow", one.deeds.getLast());
    assertEquals(new Claim(1, 0), claim);
    Node two = node(2, () -> List.of(1, 2));
    two.beat(Set.of(2));
    assertEquals(List.of("lead 2"), two.deeds);
    assertEquals(0, two.prepared, "there is no time for it");
  }

  @Test
  void leaderInAMinority_stops_andSaysSo() {
    List<Integer> touch = new ArrayList<>(List.of(1, 2, 3));
    Node one = leader(1, () -> touch);
    touch.removeAll(List.of(2, 3));
    one.beat(Set.of(1, 2, 3));
    assertEquals("follow", one.deeds.getLast());
    assertEquals(Standing.MINORITY, one.standing());
    assertFalse(one.lease().isValid());
  }

  @Test
  void leaderThatReadsAnothersClaim_stops() {
    Node one = leader(1, () -> List.of(1, 2));
    claim = new Claim(2, 2);
    one.beat(Set.of(1, 2));
    assertEquals(List.of("lead 1", "follow"), one.deeds);
    assertEquals(new Claim(2, 2), claim);
  }

  @Test
  void frozenLeader_findsItsLeaseRunOut_andGoesOnOnlyIfNobodyElseLeads() {
    Node one = leader(1, () -> List.of(1, 2));
    pass(Lease.LENGTH);
    assertFalse(one.lease().isValid());
    assertEquals(Standing.STANDBY, one.standing());
    one.beat(Set.of(1, 2));
    assertTrue(one.lease().isValid());
    assertEquals(List.of("lead 1"), one.deeds);
  }

  @Test
  void lease_countsFromBeforeTheHeartbeat_howeverLongTheAnswerTook() {
    Node one = leader(1, () -> List.of(1));
    long asked = now;
    pass(Duration.ofMillis(1_500));
    one.seen(new Heartbeats(Set.of(1), claim, asked));
    pass(Duration.ofMillis(600));
    assertFalse(one.lease().isValid());
  }

  @Test
  void asteriskThatHasForgottenTheClaim_isToldALaterTerm() {
    Node one = leader(1, () -> List.of(1, 2));
    claim = Claim.NONE;
    one.beat(Set.of(1, 2));
    assertEquals(new Claim(2, 1), claim);
    pass(Leadership.GUARD);
    one.beat(Set.of(1, 2));
    assertEquals(List.of("lead 1", "follow", "lead 2"), one.deeds);
  }

  @Test
  void asteriskThatCanNotBeTold_hasNoLeader() {
    Node one = node(1, () -> List.of(1));
    deaf = true;
    one.beat(Set.of(1));
    pass(Leadership.GUARD);
    one.beat(Set.of(1));
    assertEquals(List.of(), one.deeds);
  }

  @Test
  void claim_isReadAsItIsWritten_andNothingElseIs() {
    assertEquals(new Claim(12, 3), Claim.parse(new Claim(12, 3).text()));
    assertEquals(Claim.NONE, Claim.parse(""));
    assertEquals(Claim.NONE, Claim.parse("12"));
    assertEquals(Claim.NONE, Claim.parse("x:1"));
  }

  private Node leader(int number, Supplier<List<Integer>> members) {
    Node node = node(number, members);
    node.beat(Set.copyOf(members.get()));
    pass(Leadership.GUARD);
    node.beat(Set.copyOf(members.get()));
    assertEquals(List.of("lead 1"), node.deeds);
    return node;
  }

  private Node node(int number, Supplier<List<Integer>> members) {
    return nodes.computeIfAbsent(number, n -> new Node(n, members));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private final class Node implements Witness, Office {
    private final List<String> deeds = new ArrayList<>();
    private final List<Duration> looks = new ArrayList<>();
    private final Leadership leadership;
    private int prepared;
    private Lease lease = Lease.spent(() -> now);

    Node(int number, Supplier<List<Integer>> members) {
      leadership = new Leadership(number, members, this, this, () -> 0, () -> now);
    }

    @Override
    public void prepare() {
      prepared++;
    }

    void beat(Set<Integer> beating) {
      seen(new Heartbeats(beating, claim, now));
    }

    void seen(Heartbeats seen) {
      leadership.seen(seen);
    }

    Standing standing() {
      return leadership.standing();
    }

    Lease lease() {
      return lease;
    }

    @Override
    public boolean claim(Claim said) {
      if (!deaf) {
        claim = said;
      }
      return !deaf;
    }

    @Override
    public void lookIn(Duration delay) {
      looks.add(delay);
    }

    @Override
    public void lead(long term, Lease given) {
      lease = given;
      deeds.add("lead " + term);
    }

    @Override
    public void follow() {
      deeds.add("follow");
    }
  }
}

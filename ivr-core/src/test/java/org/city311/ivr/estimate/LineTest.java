package org.city311.ivr.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final CallOrder ORDER = new CallOrder(Duration.ZERO);

  private final Line line = new Line(ORDER);

  @Test
  void nobodyIsAhead_inAnEmptyLine() {
    assertEquals(0, line.ahead(call(5)));
  }

  @Test
  void ahead_countsThoseThatAskedBefore_whetherOrNotTheCallIsInTheLine() {
    line.add(call(1));
    line.add(call(5));
    line.add(call(3));
    assertEquals(2, line.ahead(call(4)));
    assertEquals(2, line.ahead(call(5)));
    line.remove(call(1));
    assertEquals(1, line.ahead(call(4)));
  }

  @Test
  void addingTwice_andRemovingWhatIsNotThere_changeNothing() {
    line.add(call(1));
    line.add(call(1));
    line.remove(call(2));
    assertEquals(1, line.ahead(call(9)));
    line.remove(call(1));
    line.remove(call(1));
    assertTrue(line.isEmpty());
  }

  @Test
  void thousandsComeAndGoInAnyOrder_eachIsCountedAsATreeCounts() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      calls.add(call(i));
    }
    Random random = new Random(1);
    Collections.shuffle(calls, random);
    TreeSet<Call> tree = new TreeSet<>(ORDER);
    for (int i = 0; i < calls.size(); i++) {
      line.add(calls.get(i));
      tree.add(calls.get(i));
      if (i % 3 == 0) {
        Call gone = calls.get(random.nextInt(i + 1));
        line.remove(gone);
        tree.remove(gone);
      }
    }
    assertEquals(tree.size(), line.ahead(call(calls.size())));
    for (int i = 0; i < calls.size(); i += 7) {
      assertEquals(tree.headSet(calls.get(i)).size(), line.ahead(calls.get(i)));
    }
  }

  private static Call call(int second) {
    Instant at = Instant.EPOCH.plusSeconds(second);
    return Call.arriving(new CallId("c" + second), "", "", "", at)
        .queuedFor(Demand.of(new SkillGroupId("water")), at);
  }
}

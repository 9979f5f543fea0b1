package org.city311.ivr.leadership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectionTest {

  @ParameterizedTest(name = "{6}")
  @CsvSource({
    // members (oldest first), beating, incumbent -> node 1, node 2, node 3
    "1 2 3, 1 2 3, 0, LEADER,   STANDBY,  STANDBY, the oldest leads when nobody does",
    "3 1 2, 1 2 3, 0, STANDBY,  STANDBY,  LEADER,  oldest means longest a member not lowest number",
    "3 1 2, 1 2 3, 1, LEADER,   STANDBY,  STANDBY, who leads goes on though others are older",
    "2 3,   1 2 3, 1, MINORITY, LEADER,   STANDBY, two of three go on without the one cut off",
    "1,     1 2 3, 1, MINORITY, MINORITY, MINORITY, one of three that live decides nothing",
    "1,     1,     1, LEADER,   MINORITY, MINORITY, the last that lives decides",
    "2,     1 2,   0, MINORITY, MINORITY, MINORITY, half without the lowest number decides nothing",
    "1,     1 2,   2, LEADER,   MINORITY, MINORITY, half with the lowest number decides",
    "1 2 3, 2 3,   1, STANDBY,  LEADER,   STANDBY, one that drains or is frozen hands over",
    "1 2 3, 2 3,   3, STANDBY,  STANDBY,  LEADER,  a beating incumbent goes on",
    "1 2,   '',    2, STANDBY,  LEADER,   MINORITY, when all drain the members count",
    "1 2 3, 3,     1, STANDBY,  STANDBY,  LEADER,  only the one that beats can act"
  })
  void rule(
      String members,
      String beating,
      int incumbent,
      Standing one,
      Standing two,
      Standing three,
      String ignoredStory) {
    List<Integer> touch = numbers(members);
    Set<Integer> alive = Set.copyOf(numbers(beating));
    // A node that is no member of this side judges by its own side, which the table leaves out.
    List<Standing> expected = List.of(one, two, three);
    for (int node : touch) {
      assertEquals(
          expected.get(node - 1), Election.standing(node, touch, alive, incumbent), "node " + node);
    }
  }

  @Test
  void howeverTheNodesAreDivided_atMostOneLeads() {
    for (int nodes = 1; nodes <= 5; nodes++) {
      List<Integer> all = Stream.iterate(1, n -> n + 1).limit(nodes).toList();
      for (Set<Integer> beating : subsets(all)) {
        if (beating.isEmpty()) {
          continue;
        }
        for (Set<Integer> left : subsets(all)) {
          List<Integer> right = all.stream().filter(n -> !left.contains(n)).toList();
          for (int incumbent = 0; incumbent <= nodes; incumbent++) {
            List<Integer> leaders = leaders(List.copyOf(left), beating, incumbent);
            leaders.addAll(leaders(right, beating, incumbent));
            assertEquals(
                true,
                leaders.size() <= 1,
                leaders + " of " + left + " and " + right + ", beating " + beating);
            if (left.isEmpty()) {
              assertEquals(1, leaders.size(), "nobody leads an undivided centre: " + beating);
            }
          }
        }
      }
    }
  }

  private static List<Integer> leaders(List<Integer> side, Set<Integer> beating, int incumbent) {
    return side.stream()
        .filter(n -> Election.standing(n, side, beating, incumbent) == Standing.LEADER)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Set<Integer>> subsets(List<Integer> of) {
    List<Set<Integer>> all = new ArrayList<>();
    for (int bits = 0; bits < 1 << of.size(); bits++) {
      int chosen = bits;
      all.add(of.stream().filter(n -> (chosen >> (n - 1) & 1) == 1).collect(Collectors.toSet()));
    }
    return all;
  }

  private static List<Integer> numbers(String text) {
    return Stream.of(text.split(" ")).filter(n -> !n.isEmpty()).map(Integer::valueOf).toList();
  }
}

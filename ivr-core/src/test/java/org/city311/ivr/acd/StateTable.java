package org.city311.ivr.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.DynamicTest;

/// A state machine's whole table as text: a column for each state, a row for each input. Each cell
/// becomes a test; a missing row or column fails.
final class StateTable {
  private StateTable() {}

  /// @param outcome of a state and an input, both by name
  static List<DynamicTest> tests(
      String table,
      Collection<String> states,
      Collection<String> inputs,
      BinaryOperator<String> outcome) {
    List<String[]> rows = table.lines().map(line -> line.trim().split("\\s*\\|\\s*")).toList();
    List<String> columns = Arrays.asList(rows.getFirst()).subList(1, rows.getFirst().length);
    assertEquals(List.copyOf(states), columns);
    assertEquals(List.copyOf(inputs), rows.stream().skip(1).map(row -> row[0]).toList());
    List<DynamicTest> tests = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      for (int i = 0; i < columns.size(); i++) {
        String state = columns.get(i);
        String expected = row[i + 1];
        tests.add(
            dynamicTest(
                state + " × " + row[0] + " → " + expected,
                () -> assertEquals(expected, outcome.apply(state, row[0]))));
      }
    }
    return tests;
  }
}

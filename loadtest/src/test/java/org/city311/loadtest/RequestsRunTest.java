package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.city311.loadtest.SmokeResult.Machine;
import org.city311.loadtest.requests.Measured;
import org.city311.loadtest.requests.Measured.Times;
import org.city311.loadtest.requests.RequestsBench.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsRunTest {
  private static final Times QUICK = new Times(10, 1, 2, 3, 4);

  /// Whether all that is measured is done, not how fast.
  @Test
  void smallRun_doesAllThatIsMeasured_andNothingFails(@TempDir Path folder) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var result = new RequestsRun(out, new Plan(3_000, 1_000, 80, 4, 50, 2, 7)).measure(folder);

    assertEquals(0, result.failed(), bytes.toString(StandardCharsets.UTF_8));
    assertEquals(80, result.measured().intake().count());
    assertEquals(50, result.measured().duplicateCheck().count());
    assertTrue(result.measured().search().count() >= 19 * 2);
    assertTrue(result.postgres().contains("fsync on"), result.postgres());
    var json = new ObjectMapper().readTree(ResultFile.json(result));
    for (var name :
        List.of(
            "intake_per_second",
            "find_p95_ms",
            "duplicate_check_p95_ms",
            "search_p95_ms",
            "import_rows_per_second",
            "load_rows_per_second")) {
      assertTrue(json.path(name).asDouble() > 0, name);
    }
    assertEquals(0, json.path("failed").asInt(-1));
    result.print(out);
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("duplicate check"));
  }

  private static RequestsResult result(
      double intake, double find, double near, double search, double imported, int failed) {
    var measured = new Measured(1, 1, 1, 1, QUICK, QUICK, QUICK, QUICK, List.of(), 0);
    return new RequestsResult(
        "2026-01-01T00:00:00Z",
        1_000_000,
        intake,
        find,
        near,
        search,
        imported,
        imported,
        failed,
        measured,
        "PostgreSQL",
        0,
        new Machine(2, "a processor"));
  }

  @Test
  void reachesGoals_onlyWhereAllAreReached_andNothingFailed() {
    assertTrue(result(300, 50, 20, 50, 5_000, 0).reachesGoals());
    assertFalse(result(299, 50, 20, 50, 5_000, 0).reachesGoals());
    assertFalse(result(300, 50.1, 20, 50, 5_000, 0).reachesGoals());
    assertFalse(result(300, 50, 20.1, 50, 5_000, 0).reachesGoals());
    assertFalse(result(300, 50, 20, 50.1, 5_000, 0).reachesGoals());
    assertFalse(result(300, 50, 20, 50, 4_999, 0).reachesGoals());
    assertFalse(result(300, 50, 20, 50, 5_000, 1).reachesGoals());
  }
}

package org.city311.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.city311.gateway.openapi.Described;
import org.city311.ivr.leadership.Standing;
import org.city311.server.http.HealthRoutes.Health;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRoutesTest {
  private volatile Health health = new Health(true, true, true, false, 1, Standing.LEADER, 1);
  private final WebServer server =
      new WebServer(router -> new HealthRoutes(() -> health).mount(router));

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    // acd, Asterisk, database, draining, standing; live, ready
    "true, true, true, false, LEADER, 200, 200",
    "true, true, true, false, STANDBY, 200, 200",
    "true, true, true, false, MINORITY, 200, 503",
    "true, true, false, false, LEADER, 200, 200",
    "true, false, true, false, LEADER, 200, 503",
    "true, true, true, true, LEADER, 200, 503",
    "false, true, true, false, LEADER, 503, 503",
    "false, false, false, true, STANDBY, 503, 503",
  })
  void live_isTheThreadThatDecides_ready_isThatCallsCanBeTaken(
      boolean acd,
      boolean asterisk,
      boolean database,
      boolean draining,
      Standing standing,
      int live,
      int ready)
      throws Exception {
    health = new Health(acd, asterisk, database, draining, 3, standing, 2);

    assertEquals(live, Described.checked(server.get("/health/live")).statusCode());
    HttpResponse<String> response = Described.checked(server.get("/health/ready"));
    assertEquals(ready, response.statusCode());
    assertEquals(
        new JsonObject()
            .put("ready", ready == 200)
            .put("acd", acd)
            .put("asterisk", asterisk)
            .put("database", database)
            .put("draining", draining)
            .put("members", 3)
            .put("standing", standing.name().toLowerCase(Locale.ROOT))
            .put("leader", 2),
        new JsonObject(response.body()));
  }

  @Test
  void answers_areJsonThatNobodyKeeps() throws Exception {
    for (String path : new String[] {"/health/live", "/health/ready"}) {
      var headers = server.get(path).headers();
      assertEquals("application/json; charset=utf-8", headers.firstValue("Content-Type").get());
      assertEquals("no-store", headers.firstValue("Cache-Control").get());
    }
  }

  @Test
  void unknownPath_is404_andWrongMethod405() throws Exception {
    assertEquals(404, server.get("/health").statusCode());
    assertEquals(404, server.get("/health/other").statusCode());
    assertEquals(405, server.send("POST", "/health/live").statusCode());
  }
}

package org.city311.requests.http.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.city311.requests.http.staff.StaffServer.Reply;
import org.junit.jupiter.api.Test;

/// The OpenAPI file and the routes say the same.
class OpenApiTest {
  private final OpenApi file = new OpenApi();

  OpenApiTest() throws Exception {}

  @Test
  void file_hasTheRoutesWithTheirRolesAndNames_noMoreAndNoLess() {
    assertEquals(
        endpoints(endpoint -> endpoint.role().map(Parameters::word).orElse("anybody")),
        described(operation -> operation.path("x-role").asText("anybody")));
    assertEquals(
        endpoints(OpenApiTest::camel), described(node -> node.path("operationId").asText()));
  }

  private static Map<String, String> endpoints(Function<Endpoint, String> value) {
    return new TreeMap<>(
        Arrays.stream(Endpoint.values()).collect(Collectors.toMap(OpenApi::name, value)));
  }

  private Map<String, String> described(Function<JsonNode, String> value) {
    Map<String, String> described = new TreeMap<>();
    file.operations().forEach((name, operation) -> described.put(name, value.apply(operation)));
    return described;
  }

  @Test
  void everyReference_leadsSomewhere() {
    file.eachReference((to, leads) -> assertTrue(leads, to));
  }

  /// The parameters of a search that are read are those that are described.
  @Test
  void file_isServed_andEveryEndpointIsMounted() throws Exception {
    try (StaffServer server = new StaffServer()) {
      Reply served = server.get("", "/openapi.yaml");

      assertEquals(200, served.status());
      assertTrue(served.text().startsWith("openapi: 3.1.0"));
      assertEquals(Endpoint.values().length, server.routes().size());
      String said = server.get(StaffServer.ADMIN, "?no_such=1").error();
      for (JsonNode parameter : file.root().at("/paths/~1api~1requests/get/parameters")) {
        String name =
            parameter.path("name").asText(parameter.path("$ref").asText().replaceAll(".*/", ""));
        assertTrue(said.contains(name), name);
      }
    }
  }

  /// `CHANGE_MANY` as `changeMany`.
  private static String camel(Endpoint endpoint) {
    String[] words = endpoint.name().toLowerCase(Locale.ROOT).split("_", -1);
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }
}

package org.city311.requests.http.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The OpenAPI file, as far as answers are held against it.
final class OpenApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final JsonNode root;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  OpenApi() {
    try (InputStream file = OpenApi.class.getResourceAsStream("/openapi/requests.yaml")) {
      Object yaml =
          new Load(LoadSettings.builder().build())
              .loadFromInputStream(Objects.requireNonNull(file));
      root = JSON.valueToTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  /// The operations by `METHOD PATH`.
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        each -> {
                          if (METHODS.contains(each.getKey())) {
                            operations.put(
                                each.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                each.getValue());
                          }
                        }));
    return operations;
  }

  /// What is wrong with an answer of JSON; empty when nothing is.
  Set<ValidationMessage> complaints(Endpoint endpoint, int status, String body)
      throws JsonProcessingException {
    return schemas
        .computeIfAbsent(name(endpoint) + " " + status, _ -> schema(endpoint, status))
        .validate(JSON.readTree(body));
  }

  private JsonSchema schema(Endpoint endpoint, int status) {
    JsonNode operation = Objects.requireNonNull(operations().get(name(endpoint)));
    JsonNode response = resolved(operation.path("responses").path("" + status));
    JsonNode schema = response.path("content").path("application/json").path("schema");
    if (!schema.isObject()) {
      throw new AssertionError(name(endpoint) + " has no answer of JSON with status " + status);
    }
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.path("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole);
  }

  /// `GET /api/requests/{number}`
  static String name(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path().replaceAll(":(\\w+)", "{$1}");
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  /// Tells of every reference whether it leads somewhere.
  void eachReference(BiConsumer<String, Boolean> told) {
    for (JsonNode reference : root.findValues("$ref")) {
      String to = reference.asText();
      told.accept(to, to.startsWith("#/") && !root.at(to.substring(1)).isMissingNode());
    }
  }
}

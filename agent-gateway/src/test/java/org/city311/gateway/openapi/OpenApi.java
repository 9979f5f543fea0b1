package org.city311.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The OpenAPI file, as far as answers are held against it. Thread-safe.
public final class OpenApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final String text;
  private final JsonNode root;
  private final Map<String, Operation> operations = new TreeMap<>();
  private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

  /// What can be asked for.
  ///
  /// @param path such as `/api/agents/{id}`
  public record Operation(String method, String path, JsonNode json) {
    /// `GET /api/agents/{id}`
    public String name() {
      return method + " " + path;
    }

    private boolean fits(String asked) {
      String pattern = "\\Q" + path.replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q") + "\\E";
      return Pattern.matches(pattern, asked);
    }
  }

  /// Reads the file of the class path.
  public OpenApi() {
    try (InputStream file = OpenApi.class.getResourceAsStream("/openapi/city311.yaml")) {
      text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      root = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(each -> add(each.getKey(), path.getKey(), each.getValue())));
  }

  private void add(String method, String path, JsonNode json) {
    if (METHODS.contains(method)) {
      Operation operation = new Operation(method.toUpperCase(Locale.ROOT), path, json);
      operations.put(operation.name(), operation);
    }
  }

  String text() {
    return text;
  }

  public JsonNode root() {
    return root;
  }

  /// The operations by `METHOD PATH`.
  public Map<String, Operation> operations() {
    return operations;
  }

  /// Which is asked for, the one with the fewest names left open; empty if none is.
  ///
  /// @param path as it was sent
  Optional<Operation> find(String method, String path) {
    return operations.values().stream()
        .filter(each -> each.method().equals(method) && each.fits(path))
        .min(Comparator.comparingLong(each -> each.path().chars().filter(c -> c == '{').count()));
  }

  /// An answer of an operation, or of nothing if that status is not described.
  JsonNode response(Operation operation, int status) {
    return resolved(operation.json().path("responses").path("" + status));
  }

  /// What is sent along.
  JsonNode requestBody(Operation operation) {
    return resolved(operation.json().path("requestBody"));
  }

  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  /// What is wrong with a text that is to be JSON; empty when nothing is.
  List<String> complaints(JsonNode schema, String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
          .map(Object::toString)
          .collect(Collectors.toList());
    } catch (IOException e) {
      return List.of("no JSON: " + e.getMessage());
    }
  }

  private JsonSchema compiled(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", root.path("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  /// Tells of every reference whether it leads somewhere.
  void eachReference(BiConsumer<String, Boolean> told) {
    for (JsonNode reference : root.findValues("$ref")) {
      String to = reference.asText();
      told.accept(to, to.startsWith("#/") && !root.at(to.substring(1)).isMissingNode());
    }
  }

  /// How often each name of an operation is used.
  Map<String, Integer> operationIds() {
    Map<String, Integer> ids = new HashMap<>();
    operations
        .values()
        .forEach(each -> ids.merge(each.json().path("operationId").asText(), 1, Integer::sum));
    return ids;
  }
}

package org.city311.gateway.openapi;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What the OpenAPI file has to be in itself; that it is true is for [Described] to say.
class OpenApiTest {
  private final OpenApi file = new OpenApi();

  @Test
  void everyReference_leadsSomewhere() {
    file.eachReference((to, leads) -> assertTrue(leads, to));
  }

  @Test
  void file_isOpenApi_asAnotherReaderUnderstandsIt() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult read = new OpenAPIV3Parser().readContents(file.text(), null, options);

    assertEquals(List.of(), read.getMessages());
    assertEquals(SpecVersion.V31, read.getOpenAPI().getSpecVersion());
    assertEquals(
        file.root().path("paths").properties().stream().map(Map.Entry::getKey).toList(),
        List.copyOf(read.getOpenAPI().getPaths().keySet()));
  }

  @Test
  void everyOperation_hasANameOfItsOwn() {
    file.operationIds().forEach((id, uses) -> assertEquals(1, uses, id));
  }

  @Test
  void everyBody_hasALimit() {
    file.operations()
        .forEach(
            (name, operation) ->
                assertEquals(
                    operation.json().has("requestBody"),
                    operation.json().has("x-max-bytes"),
                    name));
  }

  /// What the path leaves open is what its parameters are called.
  @Test
  void everyNameInAPath_isAParameter() {
    List<Executable> all = new ArrayList<>();
    file.operations()
        .forEach(
            (name, operation) ->
                all.add(
                    () ->
                        assertEquals(
                            names(operation.path()),
                            pathParameters(operation.path(), operation.json()),
                            name)));
    assertAll(all);
  }

  private static Set<String> names(String path) {
    Set<String> names = new TreeSet<>();
    Stream.of(path.split("/", -1))
        .filter(part -> part.startsWith("{"))
        .forEach(part -> names.add(part.substring(1, part.length() - 1)));
    return names;
  }

  private Set<String> pathParameters(String path, JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameters :
        List.of(
            file.root().path("paths").path(path).path("parameters"),
            operation.path("parameters"))) {
      for (JsonNode written : parameters) {
        JsonNode parameter = file.resolved(written);
        if (parameter.path("in").asText().equals("path")) {
          assertTrue(parameter.path("required").asBoolean(), path);
          names.add(parameter.path("name").asText());
        }
      }
    }
    return names;
  }
}

package org.city311.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// `GET /api/openapi.yaml`: what staff's pages and programs may ask the server for, as OpenAPI 3.1. It describes routes
/// of other modules, too, as they are one interface to whoever uses them.
public final class ApiDescription {
  private static final String FILE = "/openapi/city311.yaml";

  private final String description;

  /// Reads the file of the class path.
  public ApiDescription() {
    try (InputStream file = ApiDescription.class.getResourceAsStream(FILE)) {
      description =
          new String(
              Objects.requireNonNull(file, FILE + " is not on the class path").readAllBytes(),
              StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void mount(Router router) {
    router.get("/api/openapi.yaml").handler(this::show);
  }

  private void show(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml; charset=utf-8")
        .end(description);
  }
}

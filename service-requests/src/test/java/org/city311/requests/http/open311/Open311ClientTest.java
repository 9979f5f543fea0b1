package org.city311.requests.http.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.city311.requests.access.Role;
import org.city311.requests.http.TestSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client library of others' (npm's `open311`, by Code for America) against us. Its two packages for XML
/// can't be installed any more, and it needs them for XML alone: something else stands in their place, and
/// it is asked for JSON. Needs Node.js and npm, as the pages do.
class Open311ClientTest {
  private static final Path SOURCES = Path.of("src/test/open311-client").toAbsolutePath();
  private static final Path FOLDER = Path.of("target/open311-client").toAbsolutePath();

  private TestSite site;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    site = new TestSite();
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void libraryOfOthers_listsServices_createsARequest_andFollowsIt() throws Exception {
    String key = site.key(Role.RESIDENT_FACING, Optional.empty());
    String output =
        run(
            "node",
            SOURCES.resolve("story.cjs").toString(),
            site.address("/open311/v2/").toString(),
            key);

    JsonNode seen = new JsonMapper().readTree(output);
    assertTrue(seen.path("services").size() > 300);
    assertEquals("pothole", seen.at("/definition/service_code").asText());
    String id = seen.at("/created/service_request_id").asText();
    assertEquals(id, seen.at("/token/service_request_id").asText());
    assertEquals(id, seen.at("/one/service_request_id").asText());
    assertEquals("open", seen.at("/one/status").asText());
    assertEquals("Un hoyo grande & profundo 🕳", seen.at("/one/description").asText());
    assertEquals("2026-11-18T15:00:00.000Z", seen.at("/one/expected_datetime").asText());
    assertEquals(seen.path("one"), seen.at("/several/0"));
    assertEquals(seen.path("one"), seen.at("/open/0"));
    assertEquals(1, site.count("contact"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    File output = Files.createTempFile(FOLDER, "output-", ".txt").toFile();
    File errors = Files.createTempFile(FOLDER, "errors-", ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectOutput(output)
            .redirectError(errors);
    builder.environment().put("OPEN311_LIBRARY", FOLDER.resolve("node_modules/open311").toString());
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " does not end");
    }
    assertEquals(
        0, process.exitValue(), () -> String.join(" ", command) + ": " + text(errors.toPath()));
    return text(output.toPath());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

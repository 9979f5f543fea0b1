package org.city311.asteriskconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsteriskBootTest {
  @Test
  void start_renderedConfiguration_logsNoWarning(@TempDir Path data) throws Exception {
    Files.createDirectories(data.resolve("sounds/moh"));
    Files.write(data.resolve("sounds/moh/silence.ulaw"), new byte[8000]);
    var instance = data.resolve("asterisk");
    AsteriskConfig.render(RealAsterisk.settings(data.resolve("sounds"), 4573, 4574), instance);
    try (var asterisk = AsteriskProcess.start(instance, RealAsterisk.RUN)) {
      assertTrue(asterisk.isAlive());
      assertEquals(List.of(), RealAsterisk.complaints(instance));
    }
  }
}

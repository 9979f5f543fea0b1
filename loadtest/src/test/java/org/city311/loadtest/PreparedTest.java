package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stack")
class PreparedTest {
  @TempDir Path folder;

  @Test
  void withoutAConfiguration_theDefaultsCount() throws IOException {
    try (var children = new ChildProcesses()) {
      var prepared = Prepared.run(Home.find(), children, folder, List.of());
      assertEquals(List.of("311"), prepared.numbers());
      assertTrue(prepared.data().startsWith(folder), prepared.data()::toString);
    }
  }

  @Test
  void aConfigurationThatIsNotThere_isSaid() {
    try (var children = new ChildProcesses()) {
      var words = List.of("--config", folder.resolve("none.yaml").toString());
      var e =
          assertThrows(IOException.class, () -> Prepared.run(Home.find(), children, folder, words));
      assertTrue(String.valueOf(e.getMessage()).contains("none.yaml is not there"), e::toString);
    }
  }
}

package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @TempDir Path data;

  @Test
  void firstLoad_makesOneForEachUse_noneLikeAnother() throws Exception {
    Secrets secrets = Secrets.loadOrMake(data, List.of("ana", "ben"));

    List<String> all =
        List.of(
            secrets.get(Secrets.AMI),
            secrets.get(Secrets.API),
            secrets.get(Secrets.CLUSTER),
            secrets.get(Secrets.LINKS),
            secrets.get(Secrets.POSTGRES),
            secrets.ofPhone("ana"),
            secrets.ofPhone("ben"));
    assertEquals(all.size(), new HashSet<>(all).size());
    assertTrue(all.stream().allMatch(secret -> secret.matches("[0-9a-f]{32}")), all.toString());
  }

  @Test
  void keyOfRecordings_hasTwiceAsMany() throws Exception {
    Secrets secrets = Secrets.loadOrMake(data, List.of());

    assertTrue(secrets.get(Secrets.RECORDINGS).matches("[0-9a-f]{64}"));
  }

  @Test
  void anotherInstallation_hasOthers(@TempDir Path other) throws Exception {
    String here = Secrets.loadOrMake(data, List.of()).get(Secrets.API);

    assertFalse(here.equals(Secrets.loadOrMake(other, List.of()).get(Secrets.API)));
  }

  @Test
  void file_canBeReadByItsOwnerOnly_alsoAfterSomethingWasAdded() throws Exception {
    Secrets.loadOrMake(data, List.of("ana"));
    assertEquals("rw-------", mode());

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    Secrets.loadOrMake(data, List.of("ana", "ben"));
    assertEquals("rw-------", mode());
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(Set.of(file()), Set.copyOf(files.toList()));
    }
  }

  @Test
  void secondLoad_changesNothing_notEvenTheFile() throws Exception {
    Secrets first = Secrets.loadOrMake(data, List.of("ana"));
    Object before = Files.readAttributes(file(), "*").get("fileKey");
    String text = Files.readString(file());

    Secrets second = Secrets.loadOrMake(data, List.of("ana"));

    assertEquals(first.get(Secrets.AMI), second.get(Secrets.AMI));
    assertEquals(first.ofPhone("ana"), second.ofPhone("ana"));
    assertEquals(text, Files.readString(file()));
    assertEquals(before, Files.readAttributes(file(), "*").get("fileKey"));
  }

  @Test
  void newAgent_getsASecret_theOthersKeepTheirs_alsoTheOneWhoLeft() throws Exception {
    Secrets first = Secrets.loadOrMake(data, List.of("ana"));

    Secrets second = Secrets.loadOrMake(data, List.of("ben"));

    assertEquals(first.get(Secrets.API), second.get(Secrets.API));
    assertEquals(first.ofPhone("ana"), second.ofPhone("ana"));
    assertEquals(32, second.ofPhone("ben").length());
  }

  @Test
  void secretsOfTheCity_areNeverOverwritten() throws Exception {
    Files.writeString(file(), "api.token=chosen-by-the-city\nsip.ana=desk phone\nmore=kept\n");

    Secrets secrets = Secrets.loadOrMake(data, List.of("ana", "ben"));

    assertEquals("chosen-by-the-city", secrets.get(Secrets.API));
    assertEquals("desk phone", secrets.ofPhone("ana"));
    Secrets again = Secrets.loadOrMake(data, List.of());
    assertEquals("chosen-by-the-city", again.get(Secrets.API));
    assertEquals("desk phone", again.ofPhone("ana"));
    assertEquals("kept", again.get("more"));
    assertEquals(secrets.ofPhone("ben"), again.ofPhone("ben"));
  }

  @Test
  void secretThatIsNotThere_isAFault() throws Exception {
    Secrets secrets = Secrets.loadOrMake(data, List.of());

    assertThrows(IllegalArgumentException.class, () -> secrets.ofPhone("ana"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcde"})
  void tokenThatCanBeGuessed_isRefused_withoutShowingIt(String token) throws Exception {
    Files.writeString(file(), "api.token=" + token + "\n");

    StartException e =
        assertThrows(StartException.class, () -> Secrets.loadOrMake(data, List.of()));

    assertEquals(2, e.exitCode());
    String told = String.valueOf(e.getMessage());
    assertTrue(told.contains("api.token") && told.contains("delete its line"), told);
    assertTrue(token.isEmpty() || !told.contains(token), told);
  }

  @Test
  void leftoverOfACrash_isNoObstacle() throws Exception {
    Files.writeString(data.resolve("secrets.properties.new"), "half a fi");

    Secrets.loadOrMake(data, List.of());

    assertEquals("rw-------", mode());
    assertFalse(Files.exists(data.resolve("secrets.properties.new")));
  }

  private Path file() {
    return data.resolve("secrets.properties");
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}

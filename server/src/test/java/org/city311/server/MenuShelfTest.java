package org.city311.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.ivr.call.SkillGroupId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MenuShelfTest {
  @TempDir Path folder;

  private static MenuFile.Written version(int number) {
    SkillGroupId water = new SkillGroupId("water");
    return new MenuFile.Written(
        MenuTree.ofGroups(
            "v" + number, new TreeMap<>(Map.of('1', Target.ToGroup.of(water))), water),
        "text " + number);
  }

  @Test
  void newMenus_areForWhoCallsNow_andThoseBeforeForWhoIsInThem() {
    MenuShelf shelf = new MenuShelf(folder.resolve("menus"), version(1));
    shelf.take(version(2));

    assertEquals("v2", shelf.current().version());
    assertEquals(Optional.of(version(1).tree()), shelf.version("v1"));
    assertEquals(2, shelf.all().size());
    assertEquals(Optional.empty(), shelf.version("v3"));
  }

  @Test
  void menusThatComeBack_areTheSameVersion() {
    MenuShelf shelf = new MenuShelf(folder.resolve("menus"), version(1));
    shelf.take(version(2));
    shelf.take(version(1));

    assertEquals("v1", shelf.current().version());
    assertEquals(2, shelf.all().size());
  }

  @Test
  void everyVersion_isKeptAsAFile_alsoWhenNobodyRemembersItInMemory() throws Exception {
    MenuShelf shelf = new MenuShelf(folder.resolve("menus"), version(1));
    for (int number = 2; number <= 30; number++) {
      shelf.take(version(number));
    }

    assertEquals(Optional.empty(), shelf.version("v1"));
    assertEquals("v30", shelf.current().version());
    assertEquals("text 1", Files.readString(folder.resolve("menus/v1.yaml")));
    try (var files = Files.list(folder.resolve("menus"))) {
      assertEquals(30, files.count());
    }
  }

  /// A call's record would name a version that nobody could read.
  @Test
  void versionThatCannotBeKept_isNotTaken() throws Exception {
    Path file = Files.createFile(folder.resolve("full"));

    assertThrows(UncheckedIOException.class, () -> new MenuShelf(file, version(1)));
  }
}

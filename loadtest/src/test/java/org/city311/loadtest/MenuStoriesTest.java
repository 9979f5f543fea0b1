package org.city311.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Menus of a file of their own: sub-menus and information by real keys, a change while calls go on, and a
/// node that dies while a resident is in a sub-menu.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(3)
class MenuStoriesTest extends StackTest {
  private static final String ANA = "agent1";
  private static final String BEN = "agent2";
  private static final Path FILE = file();

  /// `1` streets; `2` water, where `1` is the group and `2` is told.
  private static final String MENUS =
      """
      prompts:
        brown: {en: "Let it run.", es: "Déjela correr."}
      menus:
        main:
          choices:
            1: {says: {en: "Streets, press {digit}.", es: "Calles, {digit}."}, group: streets}
            2: {says: {en: "Water, press {digit}.", es: "Agua, {digit}."}, menu: water}
        water:
          choices:
            1: {says: {en: "Leaks, press {digit}.", es: "Fugas, {digit}."}, group: water}
            2: {says: {en: "Brown water, {digit}.", es: "Agua turbia, {digit}."}, information: brown}
      """;

  MenuStoriesTest() {
    super(
        StackOptions.agents(2)
            .withServices(
                List.of(
                    new AgentAccount(ANA, List.of("streets")),
                    new AgentAccount(BEN, List.of("water"))),
                """
                skill-groups:
                  - {id: streets, name: {en: "Streets", es: "Calles"}}
                  - {id: water, name: {en: "Water", es: "Agua"}}
                menus: %s
                """
                    .formatted(FILE)));
  }

  private static Path file() {
    try {
      Path folder = Files.createTempDirectory("city311-menus");
      folder.toFile().deleteOnExit();
      return Files.writeString(folder.resolve("menus.yaml"), MENUS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(1)
  void informationInASubMenu_isTold_andTheMenuAskedAgain() throws IOException {
    var ben = agent(BEN);
    var resident = resident().chooses('2', '2');
    eventuallyAt(resident, "menu:water");
    resident.call().press('2');
    eventuallyAt(resident, "menu:water");
    resident.call().press('1');
    var offer = ben.awaitCall();
    offer.answer();
    eventuallyTalk(resident.call(), offer);
    resident.call().hangUp();
    var record = record(resident);
    assertEquals("es", record.language());
    assertEquals("water", record.group());
  }

  @Test
  @Order(2)
  void changeOfTheFile_isForWhoCallsAfterIt_notForWhoIsInTheMenus() throws Exception {
    var ana = agent(ANA);
    var ben = agent(BEN);
    var before = resident();
    before.call().press('1');
    eventuallyAt(before, "menu:main");
    int versions = versions();
    // The keys change places.
    Files.writeString(
        FILE,
        MENUS
            .replace("{digit}.\"}, group: streets}", "{digit}.\"}, group: GROUP}")
            .replace("{digit}.\"}, group: water}", "{digit}.\"}, group: streets}")
            .replace("GROUP", "water"));
    eventually("the new version is kept", Duration.ofSeconds(60), () -> versions() > versions);
    var after = resident().chooses('1', '1');
    ben.awaitCall();
    before.call().press('1');
    ana.awaitCall();
    before.call().hangUp();
    after.call().hangUp();
    assertEquals("streets", record(before).group());
    assertEquals("water", record(after).group());
    assertNotEquals(CallRow.menus(stack, before.number()), CallRow.menus(stack, after.number()));
  }

  @Test
  @Order(3)
  void fileWithAMistake_isNotTaken() throws Exception {
    int versions = versions();
    Files.writeString(FILE, MENUS.replace("group: streets", "group: parks"));
    eventually(
        "the mistake is told",
        () -> log().contains("found parks, allowed: skill groups: [streets, water]"));
    assertEquals(versions, versions());
    Files.writeString(FILE, MENUS);
    var ana = agent(ANA);
    eventually(
        "the menus of the beginning are in force again",
        () -> log().split("menus in force").length > 3);
    var resident = resident().chooses('1', '1');
    ana.awaitCall();
    resident.call().hangUp();
    assertEquals("streets", record(resident).group());
  }

  /// `1` is water in the sub-menu; in the first menu it would be streets, and at the question for a language
  /// English.
  @Test
  @Order(4)
  void nodeThatDiesWhileAResidentIsInASubMenu_isFollowedByThatSubMenu() throws IOException {
    var ben = agent(BEN);
    var resident = resident().chooses('2', '2');
    eventuallyAt(resident, "menu:water");
    stack.node(1).kill();
    stack.node(1).start();
    eventually(
        "the sub-menu is heard again and understood",
        Duration.ofMinutes(1),
        () -> {
          resident.call().press('1');
          return ben.callsUnseen() == 1;
        });
    resident.call().hangUp();
    var record = record(resident);
    assertEquals("es", record.language());
    assertEquals("water", record.group());
  }

  /// The channel has the place before the menu is asked.
  private void eventuallyAt(Resident resident, String step) {
    String menu = step.substring("menu:".length());
    eventually(
        resident.number() + " is at " + step,
        () -> onChannels("CITY311_KEPT_MENUS").stream().anyMatch(p -> p.contains(menu)));
  }

  private int versions() throws IOException {
    try (var files = Files.list(stack.data().resolve("menus"))) {
      return (int) files.filter(file -> file.toString().endsWith(".yaml")).count();
    }
  }

  private String log() throws IOException {
    return Files.readString(stack.data().resolve("log/server.log"));
  }
}

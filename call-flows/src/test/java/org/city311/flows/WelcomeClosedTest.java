package org.city311.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.message.Message;
import org.city311.flows.message.Messages;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.routing.Closing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers who choose a service whose group is closed: they are told, and never enter its queue.
class WelcomeClosedTest {
  private static final CallId CALL = new CallId("city311-1.1");
  private static final SkillGroupId WATER = new SkillGroupId("water");
  private static final SkillGroupId OTHER = new SkillGroupId("other");
  private static final MenuTree MENU = Welcome.tree(OTHER, WATER, OTHER);

  @TempDir Path folder;

  private WelcomeFlow closed(Closing rule) {
    return Welcome.of(MENU, Welcome.routing(WATER, rule, Welcome.tuesdays()), folder);
  }

  private List<Message> left() throws Exception {
    return new Messages(folder, InstantSource.fixed(Welcome.MONDAY_NOON)).list();
  }

  @Test
  void groupThatTells_saysThatItIsClosed_andGoodbye() throws Exception {
    assertEquals(
        List.of(
            "step language",
            "hears welcome, presses 2",
            "language es",
            "step menu:service",
            "hears menu menu-keys, presses 1",
            "step closed",
            "hears closed",
            "hears goodbye",
            "goodbye"),
        ScriptedCaller.presses("21").with(closed(Closing.TELL)));
    assertEquals(List.of(), left());
  }

  @ParameterizedTest
  @EnumSource(
      value = Closing.class,
      names = {"SERVE", "MESSAGE"})
  void otherGroups_takeAMessageInTheLanguageAndForTheGroupChosen(Closing rule) throws Exception {
    List<String> heard = ScriptedCaller.presses("211").says(3).with(closed(rule));

    assertEquals(
        List.of(
            "step closed",
            "hears closed",
            "step message",
            "hears message-offer",
            "hears tone",
            "says 3.0 s",
            "hears message-review, presses 1",
            "hears message-kept",
            "hears goodbye",
            "goodbye"),
        heard.subList(5, heard.size()));
    Message message = left().getFirst();
    assertEquals(Language.SPANISH, message.language());
    assertEquals(WATER, message.group());
    assertEquals("4105550100", message.number());
  }

  // ---- called back when it opens ----

  private final PaperCallbacks callbacks = new PaperCallbacks("410NXXXXXX");

  private WelcomeFlow callingBack(Closing rule) {
    return Welcome.callingBack(
        MENU, Welcome.routing(WATER, rule, Welcome.tuesdays()), folder, callbacks);
  }

  @Test
  void whoPresses1_isCalledBackWhenItOpens() throws Exception {
    String day =
        Say.in(Language.ENGLISH)
            .date(LocalDate.parse("2026-01-06"), LocalDate.parse("2026-01-05"))
            .toString();

    List<String> heard = ScriptedCaller.presses("1111").with(callingBack(Closing.MESSAGE));

    assertTrue(
        heard.contains(
            "hears callback-can " + day + " callback-can-press callback-or-message, presses 1"),
        heard.toString());
    assertEquals(
        List.of("hears callback-later-kept " + day + " goodbye", "goodbye"),
        heard.subList(heard.size() - 2, heard.size()));
    assertEquals(Map.of(CALL, "4105550100"), callbacks.asked());
    assertEquals(Map.of(CALL, "2026-01-06T08:00:00Z water"), callbacks.later());
    assertEquals(List.of(), left());
  }

  @ParameterizedTest
  @ValueSource(strings = {"112", "11-", "119", "1113"})
  void whoPressesAnythingElse_isAskedForAMessage(String keys) throws Exception {
    List<String> heard = ScriptedCaller.presses(keys).says(3).with(callingBack(Closing.SERVE));
    assertEquals("goodbye", heard.getLast());
    assertEquals(1, left().size());
    assertEquals(Map.of(), callbacks.asked());
  }

  @Test
  void groupThatOnlyTells_offersNothing() throws Exception {
    List<String> heard = ScriptedCaller.presses("1111").with(callingBack(Closing.TELL));
    assertEquals(Map.of(), callbacks.asked());
    assertTrue(heard.stream().noneMatch(line -> line.contains("callback")), heard.toString());
  }

  /// The node died that had asked; the next one does not ask again.
  @Test
  void whoIsToBeCalledBackAlready_isOnlyToldSo() throws Exception {
    callbacks.ask(CALL, "4105550100");
    List<String> heard = ScriptedCaller.presses("11").with(callingBack(Closing.MESSAGE));
    assertTrue(heard.stream().noneMatch(line -> line.contains("callback-can")), heard.toString());
    assertTrue(heard.stream().anyMatch(line -> line.contains("callback-later-kept")));
  }

  @Test
  void silentCaller_isAskedTwice_andLeavesNothing() throws Exception {
    List<String> heard = ScriptedCaller.presses("11").with(closed(Closing.MESSAGE));

    assertEquals(2, heard.stream().filter("hears message-none"::equals).count());
    assertEquals("goodbye", heard.getLast());
    assertEquals(List.of(), left());
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void callerWhoHangsUpInTheMessage_hasLeftIt() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("11").saysAndHangsUp(2);

    assertEquals("goodbye", caller.with(closed(Closing.SERVE)).getLast());
    assertEquals(1, left().size());
  }

  @Test
  void callerWhoHangsUpHearingThatItIsClosed_isGone() throws Exception {
    ScriptedCaller caller = ScriptedCaller.presses("11").hangsUpAfter(2);

    assertThrows(CallerGone.class, () -> caller.with(closed(Closing.SERVE)));
    assertEquals(List.of(), left());
  }

  @Test
  void messageThatCannotBeStored_isNotPromised() throws Exception {
    Path file = Files.createFile(folder.resolve("full"));
    WelcomeFlow flow =
        Welcome.of(MENU, Welcome.routing(WATER, Closing.MESSAGE, Welcome.tuesdays()), file);

    List<String> heard = ScriptedCaller.presses("11").says(3).with(flow);

    assertEquals(
        List.of("hears message-unable", "hears goodbye", "goodbye"),
        heard.subList(heard.size() - 3, heard.size()));
  }

  @Test
  void otherServices_andGroupsThatNobodyKnows_areOpen() throws Exception {
    assertTrue(ScriptedCaller.presses("12").with(closed(Closing.TELL)).contains("person of other"));
  }
}

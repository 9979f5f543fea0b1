package org.city311.flows.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.city311.flows.menu.Menu.Choice;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class TreePictureTest {
  private static final SkillGroupId WATER = new SkillGroupId("water");

  private static Choice choice(String says, Target target) {
    return new Choice(Spoken.of(says), Condition.ALWAYS, target);
  }

  /// Two menus that lead to each other.
  private static final MenuTree TREE =
      new MenuTree(
          "v1",
          List.of(new MenuTree.Start(Condition.ALWAYS, new Target.ToMenu("main"))),
          Map.of(
              "main",
              new Menu(
                  "main",
                  Spoken.NOTHING,
                  new TreeMap<>(
                      Map.of(
                          '1', choice("a", new Target.ToMenu("sub")),
                          '2', choice("b", Target.ToGroup.of(WATER)))),
                  Optional.empty()),
              "sub",
              new Menu(
                  "sub",
                  Spoken.NOTHING,
                  new TreeMap<>(Map.of('9', choice("c", new Target.ToMenu("main")))),
                  Optional.of(WATER))),
          WATER,
          Optional.empty(),
          Map.of(
              "a", Map.of(Language.ENGLISH, "For <b>trash</b> & \"more\", press 1."),
              "b", Map.of(Language.ENGLISH, "x".repeat(100)),
              "c", Map.of(Language.ENGLISH, "Back: 9.")));

  @Test
  void everyMenuIsDrawnOnce_andEveryKeySaysWhereItLeads() throws Exception {
    String svg = TreePicture.of(TREE, Language.ENGLISH);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    var texts = root.getElementsByTagName("text");
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < texts.getLength(); i++) {
      all.append(texts.item(i).getTextContent()).append('\n');
    }

    assertEquals(
        """
        Callers begin
        main
        1  For <b>trash</b> & "more", press 1…
        sub, 0: water
        9  Back: 9.
        → menu main
        2  %s…
        → group water
        """
            .formatted("x".repeat(34)),
        all.toString());
    assertTrue(svg.contains("width=\"1425\""), svg.substring(0, 200));
  }
}

package org.city311.flows.menu;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Spoken;

/// A picture of a tree as SVG: a column for each step, a row for each key. A menu that several keys lead to is
/// drawn where the first one does; the others name it.
public final class TreePicture {
  private static final int COLUMN = 400;
  private static final int BOX = 370;
  private static final int ROW = 26;
  private static final int MARGIN = 20;

  /// Of a sentence, in characters; the whole is in its tooltip.
  private static final int MOST_SHOWN = 34;

  private final MenuTree tree;
  private final Language language;
  private final StringBuilder svg = new StringBuilder();
  private final Set<String> drawn = new HashSet<>();
  private int deepest;

  private TreePicture(MenuTree tree, Language language) {
    this.tree = tree;
    this.language = language;
  }

  /// @param language of the sentences in it
  public static String of(MenuTree tree, Language language) {
    return new TreePicture(tree, language).draw();
  }

  private String draw() {
    int row = 0;
    for (MenuTree.Start start : tree.start()) {
      String manner = start.manner() == MenuTree.Manner.AT_ONCE ? " ungreeted" : "";
      box(0, row, "start", "Callers begin" + manner + when(start.when()), "");
      row += lead(0, row, start.target());
    }
    int width = 2 * MARGIN + (deepest + 1) * COLUMN + BOX / 2;
    int height = 2 * MARGIN + (row + 1) * ROW;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" \
    font-family="sans-serif" font-size="13">
    <title>The menus, version %s; 0 leads to %s everywhere else</title>
    <rect width="100%%" height="100%%" fill="white"/>
    %s</svg>
    """
        .formatted(
            width, height, width, height, tree.version(), escaped(tree.person().value()), svg);
  }

  /// Draws where something leads, to the right of its row.
  ///
  /// @return how many rows that takes
  private int lead(int column, int row, Target target) {
    if (target instanceof Target.ToMenu to && drawn.add(to.menu())) {
      Optional<Menu> menu = tree.menu(to.menu());
      if (menu.isPresent()) {
        line(column, row);
        return Math.max(1, menu(menu.get(), column + 1, row));
      }
    }
    text(column, row, "→ " + name(target));
    return 1;
  }

  private int menu(Menu menu, int column, int top) {
    deepest = Math.max(deepest, column);
    String person = menu.person().map(group -> ", 0: " + group).orElse("");
    box(column, top, "menu", menu.id() + person, words(menu.says()));
    int row = top + 1;
    for (var choice : menu.choices().entrySet()) {
      String says = words(choice.getValue().says());
      String shown =
          says.length() <= MOST_SHOWN ? says : says.substring(0, MOST_SHOWN).strip() + "…";
      box(
          column,
          row,
          "choice",
          (choice.getKey() + "  " + shown + when(choice.getValue().when())).strip(),
          says);
      row += lead(column, row, choice.getValue().target());
    }
    return row - top;
  }

  private String words(Spoken spoken) {
    List<String> words =
        spoken.prompts().stream()
            .map(tree.texts()::get)
            .filter(texts -> texts != null)
            .map(texts -> texts.getOrDefault(language, ""))
            .toList();
    return String.join(" ", words);
  }

  private static String name(Target target) {
    return switch (target) {
      case Target.ToMenu to -> "menu " + to.menu();
      case Target.ToGroup to -> "group " + to.group();
      case Target.ToFlow to -> "flow " + (to.flow() + " " + to.about()).strip();
      case Target.ToInformation to -> "information " + to.name();
      case Target.ToNumber to -> "number " + to.name();
      case Target.Goodbye _ -> "goodbye";
    };
  }

  private static String when(Condition when) {
    StringBuilder words = new StringBuilder();
    when.open().ifPresent(hours -> words.append(", open: ").append(hours.name()));
    when.closed().ifPresent(hours -> words.append(", closed: ").append(hours.name()));
    if (!when.languages().isEmpty()) {
      words.append(", language: ").append(sorted(when.languages()));
    }
    if (!when.dialled().isEmpty()) {
      words.append(", dialled: ").append(sorted(when.dialled()));
    }
    return words.isEmpty() ? "" : " (" + words.substring(2) + ")";
  }

  private static String sorted(Set<?> values) {
    return String.join(" ", values.stream().map(Object::toString).sorted().toList());
  }

  private void box(int column, int row, String kind, String text, String tooltip) {
    int x = MARGIN + column * COLUMN;
    int y = MARGIN + row * ROW;
    String fill =
        switch (kind) {
          case "menu" -> "#d7e6f7";
          case "start" -> "#e8f3df";
          default -> "white";
        };
    svg.append(
        """
        <g><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="%s" stroke="#8aa4bd"/>\
        <text x="%d" y="%d">%s</text></g>
        """
            .formatted(
                escaped(tooltip.isEmpty() ? text : tooltip),
                x,
                y,
                kind.equals("choice") ? BOX * 2 / 3 + 40 : BOX / 2,
                ROW - 4,
                fill,
                x + 8,
                y + 15,
                escaped(text)));
  }

  /// From a row to the column on its right.
  private void line(int column, int row) {
    int y = MARGIN + row * ROW + ROW / 2 - 2;
    svg.append(
        "<path d=\"M%d %dH%d\" stroke=\"#8aa4bd\" fill=\"none\"/>\n"
            .formatted(MARGIN + column * COLUMN + BOX / 2, y, MARGIN + (column + 1) * COLUMN));
  }

  private void text(int column, int row, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" fill=\"#333\">%s</text>\n"
            .formatted(
                MARGIN + column * COLUMN + BOX * 2 / 3 + 46,
                MARGIN + row * ROW + 15,
                escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

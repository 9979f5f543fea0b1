package org.city311.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.city311.flows.menu.Condition.Situation;
import org.city311.flows.menu.Menu;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Target;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.Language;
import org.city311.loadtest.caller.Leg;
import org.city311.loadtest.caller.Prompts;
import org.city311.requests.number.RequestNumber;

/// What the words of a [Tour] stand for: `...` any sound, `...9` any of about 9 s, `music` any without an end, `@MENU` a menu's question,
/// `said:DIGITS` a number as it is read out, `spelt:DIGITS` the same digit by digit, `date:INSTANT` a day and `date:now` today, `made:REGEX`
/// the prompt of such a name that was made while the system runs, and all others the prompt of that name.
final class TourWords {
  private static final Pattern ANYTHING = Pattern.compile("\\.\\.\\.(\\d*)");

  private static final String SOUND = ".ulaw";

  /// More than the gaps between prompts.
  private static final Duration GAP = Duration.ofMillis(100);

  private final MenuTree tree;
  private final Path sounds;

  /// @param sounds the folder with a folder for each language
  TourWords(MenuTree tree, Path sounds) {
    this.tree = tree;
    this.sounds = sounds;
  }

  /// How long it takes to hear all; zero where that is left to what hears it.
  Duration toTheEnd(List<String> words, Leg leg, Prompts prompts) {
    var seconds =
        words.stream()
            .map(ANYTHING::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .toList();
    if (seconds.isEmpty() || seconds.contains("")) {
      return Duration.ZERO;
    }
    var known = leg.prompts().stream().filter(key -> !Leg.isAny(key)).toList();
    return prompts
        .length(leg.language(), known)
        .plus(GAP.multipliedBy(known.size()))
        .plusSeconds(seconds.stream().mapToInt(Integer::parseInt).sum());
  }

  /// Pauses are not among them: nobody hears them.
  List<String> prompts(List<String> words, String language) {
    return words.stream()
        .flatMap(word -> prompts(word, new Language(language)))
        .filter(prompt -> !prompt.equals(Say.PAUSE))
        .toList();
  }

  private Stream<String> prompts(String word, Language language) {
    if (ANYTHING.matcher(word).matches()) {
      return Stream.of(Leg.ANYTHING);
    }
    if (word.equals("music")) {
      return Stream.of(Leg.MUSIC);
    }
    if (word.startsWith("@")) {
      return question(word.substring(1), language).stream();
    }
    int colon = word.indexOf(':');
    if (colon < 0) {
      return Stream.of(word);
    }
    var rest = word.substring(colon + 1);
    return switch (word.substring(0, colon)) {
      case "said" ->
          Say.in(language)
              .digits(RequestNumber.parse(rest).map(RequestNumber::grouped).orElse(rest))
              .prompts()
              .stream();
      case "spelt" -> rest.chars().mapToObj(digit -> "digit-" + (char) digit);
      case "made" -> Stream.of(made(rest, language));
      case "date" -> Say.in(language).date(day(rest), LocalDate.now(zone())).prompts().stream();
      default -> throw new IllegalArgumentException("'" + word + "' is no prompt");
    };
  }

  private String made(String pattern, Language language) {
    try (var files = Files.list(sounds.resolve(language.tag()).resolve("city311"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SOUND))
          .map(name -> name.substring(0, name.length() - SOUND.length()))
          .filter(name -> name.matches(pattern))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("there is no prompt " + pattern));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ZoneId zone() {
    return ZoneId.systemDefault();
  }

  private static LocalDate day(String instant) {
    return (instant.equals("now") ? Instant.now() : Instant.parse(instant))
        .atZone(zone())
        .toLocalDate();
  }

  private List<String> question(String id, Language language) {
    var now = new Situation(Instant.now(), language, "311");
    Menu menu =
        tree.menu(id)
            .orElseThrow(() -> new IllegalArgumentException("there is no menu '" + id + "'"));
    var prompts = new ArrayList<>(menu.says().prompts());
    menu.offered(now).values().forEach(choice -> prompts.addAll(choice.says().prompts()));
    prompts.add("menu-keys");
    if (!tree.startOf(now).equals(new Target.ToMenu(id))) {
      prompts.add("menu-back");
    }
    return prompts;
  }
}

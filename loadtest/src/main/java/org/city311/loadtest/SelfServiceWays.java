package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.city311.flows.menu.MenuTree;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.loadtest.caller.Leg;
import org.city311.loadtest.caller.Leg.Turn;
import org.city311.loadtest.caller.Way;
import org.city311.loadtest.caller.Way.Stop;
import org.city311.requests.number.RequestNumber;

/// The ways through the self-services, in one language: each question, each kind of answer, and each end.
final class SelfServiceWays {
  private static final String MENUS =
      """
      menus:
        main:
          choices:
            1: {says: {en: "Streets: {digit}.", es: "Calles: {digit}."}, group: streets}
            2: {says: {en: "A pothole: {digit}.", es: "Un bache: {digit}."}, flow: report, about: pothole}
            3: {says: {en: "Your request: {digit}.", es: "Su solicitud: {digit}."}, flow: status}
            4: {says: {en: "Trash days: {digit}.", es: "Basura: {digit}."}, flow: collection}
            5: {says: {en: "To report: {digit}.", es: "Para reportar: {digit}."}, flow: report}
      """;

  /// A number that no request has yet.
  private static final String UNKNOWN = RequestNumber.ofSerial(98_765_432).toString() + "#";

  private static final Duration SPEECH = Duration.ofMillis(1_500);

  private static final List<String> FILED =
      List.of(
          "report-number",
          Leg.ANYTHING,
          "report-again",
          Leg.ANYTHING,
          "status-promised",
          Leg.ANYTHING,
          "report-another",
          "that-is-all",
          Leg.ANYTHING);

  private final String language;
  private final char languageKey;
  private final List<String> question;
  private final List<Way> ways = new ArrayList<>();

  private SelfServiceWays(MenuTree tree, String language, char languageKey) {
    this.language = language;
    this.languageKey = languageKey;
    this.question =
        Stream.concat(
                tree.menu("main").orElseThrow().choices().values().stream()
                    .flatMap(choice -> choice.says().prompts().stream()),
                Stream.of("menu-keys"))
            .toList();
  }

  /// A stack whose menus lead to all of them.
  ///
  /// @param folder where its files are written to
  static StackOptions stack(Path folder) throws IOException {
    Path menus = Files.writeString(folder.resolve("menus.yaml"), MENUS);
    Path days = Files.writeString(folder.resolve("days.csv"), "code,trash\n101,mon thu\n");
    return StackOptions.agents(1)
        .withServices(
            List.of(new AgentAccount("agent1", List.of("streets"))),
            """
            skill-groups:
              - {id: streets, name: {en: "Streets", es: "Calles"}}
            menus: %s
            self-service: {report: [pothole, missed-trash], collection-days: %s}
            """
                .formatted(menus, days));
  }

  /// The names by which menus lead to them, with what they may be about.
  static Map<String, Set<String>> flows() {
    return Map.of(
        "status", Set.of(), "collection", Set.of(), "report", Set.of("pothole", "missed-trash"));
  }

  /// Those of callers whom nobody knows.
  static List<Way> ofStrangers(MenuTree tree, String language, char languageKey) {
    var all = new SelfServiceWays(tree, language, languageKey);
    all.collection();
    all.status();
    all.report();
    return List.copyOf(all.ways);
  }

  /// Those of a caller who has reported a pothole from the same number.
  static List<Way> ofWhoHasReported(MenuTree tree, String language, char languageKey) {
    var all = new SelfServiceWays(tree, language, languageKey);
    all.known();
    return List.copyOf(all.ways);
  }

  private void collection() {
    var enter = main().then(to("4", "collection-enter"));
    var told =
        ended(
            "101#",
            "collection-trash",
            Leg.ANYTHING,
            "collection-another",
            "that-is-all",
            Leg.ANYTHING);
    add("collection 101", enter.then(told));
    add("collection 101, another", enter.then(told).then(to("1", "collection-enter")));
    add("collection 999", enter.then(to("999#", "wrong-number", "collection-enter")));
    add("collection 0", enter.then(toPerson("0")));
    add("collection *", enter.then(to("*", "collection-enter")));
    add("collection #", enter.then(to("#", question)));
  }

  private void status() {
    var enter = main().then(to("3", "status-enter"));
    add("status unknown", enter.then(ended(UNKNOWN, "status-unknown", "status-enter")));
    add("status wrong", enter.then(to("12345678#", "wrong-number", "status-enter")));
    add("status 0", enter.then(toPerson("0")));
    add("status *", enter.then(to("*", "status-enter")));
    add("status #", enter.then(to("#", question)));
  }

  private void report() {
    var size = main().then(to("2", "type-pothole", "ask-pothole-size"));
    var lane = size.then(to("2", "ask-pothole-lane"));
    var place = lane.then(ended("1", "say-pothole", "tone"));
    var review = place.then(spoken("report-review"));
    var contact =
        review.then(to("1", "report-contact", "report-contact-this", "report-contact-other"));
    add("report, this number", contact.then(ended("1", FILED)));
    add("report, none, another", contact.then(ended("3", FILED)).then(to("1", "report-types-1")));
    add(
        "report, other number",
        contact
            .then(to("2", "report-contact-enter"))
            .then(ended("4105550123#", Leg.ANYTHING, "report-contact-right", Leg.ANYTHING))
            .then(ended("1", FILED)));
    add("report, hear it", review.then(ended("2", Leg.ANYTHING, "report-review", Leg.ANYTHING)));
    add("report, speak again", review.then(ended("3", "say-pothole", "tone")));
    add("report, back a question", lane.then(to("#", "ask-pothole-size")));
    add("report #", size.then(to("#", question)));
    add("report 0", lane.then(toPerson("0")));
    add("report 8", lane.then(to("8", "not-understood", "ask-pothole-lane")));
    add(
        "report a type",
        main().then(to("5", "report-types-1")).then(to("1", "type-pothole", "ask-pothole-size")));
    add("report types *", main().then(to("5", "report-types-1")).then(to("*", "report-types-1")));
  }

  private void known() {
    var about =
        List.of("status-about", "type-pothole", "status-received", "status-promised", Leg.ANYTHING);
    var told = joined(joined(List.of("known-hello"), about), List.of("known-choices"));
    var hello = welcome().then(to("" + languageKey, told));
    add(
        "known, to the end",
        welcome().then(ended("" + languageKey, joined(told, List.of(Leg.ANYTHING)))));
    add(
        "known, more",
        hello.then(
            ended("2", joined(about, List.of("status-another", "that-is-all", Leg.ANYTHING)))));
    add("known, menus", hello.then(to("1", question)));
    add("known, forgotten", hello.then(ended("9", joined(List.of("known-forgotten"), question))));
    add("forgotten", main());
  }

  private void add(String name, Way way) {
    ways.add(way.named(language + " " + name));
  }

  private Way welcome() {
    var leg = new Leg("en", List.of("welcome"), Turn.OURS);
    return new Way(language, List.of(Stop.after("", leg, MenuWays.A_MOMENT)));
  }

  private Way main() {
    return welcome().then(to("" + languageKey, question));
  }

  private Stop to(String keys, String... prompts) {
    return to(keys, List.of(prompts));
  }

  private Stop to(String keys, List<String> prompts) {
    return Stop.after(keys, leg(prompts, Turn.OURS), MenuWays.A_MOMENT);
  }

  /// Heard to the end.
  private Stop ended(String keys, String... prompts) {
    return ended(keys, List.of(prompts));
  }

  private Stop ended(String keys, List<String> prompts) {
    return Stop.after(keys, leg(prompts, Turn.OURS), Duration.ZERO);
  }

  private Stop spoken(String... prompts) {
    return new Stop("#", SPEECH, leg(List.of(prompts), Turn.OURS), MenuWays.A_MOMENT);
  }

  private Stop toPerson(String key) {
    return Stop.after(
        key, leg(List.of("connecting", Leg.ANYTHING), Turn.OURS), Duration.ofSeconds(5));
  }

  private Leg leg(List<String> prompts, Turn turn) {
    return new Leg(language, prompts, turn);
  }

  private static List<String> joined(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }
}

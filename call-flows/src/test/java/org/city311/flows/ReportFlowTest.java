package org.city311.flows;

import static org.city311.flows.SelfServiceScene.caller;
import static org.city311.flows.SelfServiceScene.day;
import static org.city311.flows.SelfServiceScene.digits;
import static org.city311.flows.SelfServiceScene.presses;
import static org.city311.flows.SelfServiceScene.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.city311.flows.selfservice.PhoneTypes;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.requests.catalogue.AnswerCheck;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.catalogue.RaisedBy;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.catalogue.Text;
import org.city311.requests.phone.KnownEvent;
import org.city311.requests.phone.PhoneReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers who report something by keys and voice.
class ReportFlowTest {
  private static final Catalogue CITY = CatalogueReader.standard();
  private static final String FILED =
      "hears report-number %1$s report-again %1$s status-promised %2$s report-another that-is-all, waits"
          .formatted(digits(PaperPhoneDesk.NUMBER), day("2026-11-24"));

  @TempDir Path folder;
  private SelfServiceScene city;

  @BeforeEach
  void make() {
    city = new SelfServiceScene(folder);
  }

  private List<String> report(String about, ScriptedCaller caller) throws Exception {
    return talk(caller, dialogue -> city.report.converse(dialogue, about));
  }

  private PhoneReport only() {
    assertEquals(1, city.desk.reports.size());
    return city.desk.reports.getFirst();
  }

  @Test
  void pothole_isReported_fromItsQuestionsToItsNumberAndDay() throws Exception {
    List<String> heard = report("", presses("12" + "9" + "1" + "1").says(4));

    assertEquals(
        List.of(
            "step report",
            "step report-type",
            "hears report-types-1, presses 1",
            "hears type-pothole",
            "step report-size",
            "hears ask-pothole-size, presses 2",
            "step report-lane",
            "hears ask-pothole-lane, presses 9",
            "step report-place",
            "hears say-pothole",
            "hears tone",
            "says 4.0 s",
            "hears report-review, presses 1",
            "step report-contact",
            "hears report-contact-text report-contact-this report-contact-other, presses 1",
            "step report-filing",
            "step served-report",
            FILED),
        heard.subList(0, 18));
    assertEquals("goodbye", heard.getLast());
    assertEquals(
        new PhoneReport(
            "phone-report/city311-1700000000.1/0",
            "pothole",
            "en",
            Map.of("size", List.of("tire")),
            List.of("voice-1"),
            Optional.of("4105550100")),
        only());
  }

  @Test
  void menuMaySayTheType_andARecyclingCartIsOrderedSo() throws Exception {
    assertTrue(city.report.subjects().contains("new-recycling-cart"));

    List<String> heard = report("new-recycling-cart", presses("2#13").says(2));

    assertEquals("hears type-new-recycling-cart", heard.get(1));
    assertEquals(Map.of("how-many", List.of("2")), only().answers());
    assertEquals(Optional.empty(), only().phone());
  }

  @Test
  void whatWantsWords_isSpoken_andTheAnswerSaysSo() throws Exception {
    List<String> heard = report("abandoned-vehicle", presses("11913").says(2));

    assertEquals("goodbye", heard.getLast());
    assertEquals(List.of("(in the recording)"), only().answers().get("vehicle"));
    RequestType type = CITY.type("abandoned-vehicle").orElseThrow();
    assertEquals(Map.of(), AnswerCheck.mistakes(type, only().answers()));
  }

  @Test
  void withheldNumber_isNotOffered_anotherIsReadBack() throws Exception {
    String number = "4105550123";
    List<String> heard =
        report(
            "pothole",
            presses("19" + "1" + "2" + number + "#2" + number + "#1").as(caller("")).says(2));

    assertEquals(Optional.of(number), only().phone());
    assertTrue(heard.contains("hears report-contact-text report-contact-other, presses 2"));
    assertEquals(2, heard.stream().filter(l -> l.contains("report-contact-right")).count());
  }

  @Test
  void keyBack_leadsToTheQuestionBefore_andFromTheFirstToTheMenu() throws Exception {
    List<String> heard = report("pothole", presses("1#391" + "3").says(2));
    assertEquals("goodbye", heard.getLast());
    assertEquals(Map.of("size", List.of("larger")), only().answers());

    assertEquals("back", report("pothole", presses("#")).getLast());
  }

  @Test
  void whoSaysNothing_isAskedAgain_andThenHelpedByAPerson() throws Exception {
    List<String> heard = report("pothole", presses("19"));

    assertEquals(2, heard.stream().filter("hears report-nothing-said"::equals).count());
    assertEquals("to a person, NOT_UNDERSTOOD", heard.getLast());
    assertEquals(List.of(), city.desk.reports);
  }

  @Test
  void whatWasSpoken_isHeard_andSpokenAnew() throws Exception {
    List<String> heard = report("pothole", presses("19" + "231" + "3").says(2).says(3));

    assertTrue(heard.contains("hears the recording"));
    assertTrue(heard.contains("says 3.0 s"));
    assertEquals(List.of("voice-1"), only().recordings());
  }

  @Test
  void disturbedLine_isNotReportedToNobody_aPersonHelps() throws Exception {
    assertEquals("to a person, ASKED", report("pothole", presses("19").isNotRecorded()).getLast());

    city.desk.isAway = true;
    assertEquals(
        List.of("hears desk-away", "to a person, ASKED"),
        report("pothole", presses("191").says(2)).reversed().subList(0, 2).reversed());
  }

  @Test
  void reportThatTheDeskDoesNotTake_isForAPerson() throws Exception {
    List<String> heard =
        talk(
            presses("193").says(2),
            dialogue -> {
              dialogue.line().remember("report-voice-0", "voice-of-before");
              city.desk.refuses = true;
              return city.report.converse(dialogue, "pothole");
            });

    assertEquals("hears report-unable", heard.get(heard.size() - 2));
  }

  @Test
  void whoeverIsInDanger_isToldTheEmergencyNumber_andGetsAPerson() throws Exception {
    PhoneTypes types =
        PhoneTypes.of(CITY, List.of(aTypeThatAsks("anyone-hurt")), Set.of("anyone-hurt"));
    SelfServiceScene dangerous = new SelfServiceScene(folder, types);

    List<String> heard =
        talk(
            presses("1"),
            dialogue -> dangerous.report.converse(dialogue, types.ids().iterator().next()));

    assertEquals(
        List.of("hears report-danger", "to a person, ASKED"),
        heard.subList(heard.size() - 2, heard.size()));
  }

  private static String aTypeThatAsks(String question) {
    return CITY.types().stream()
        .filter(type -> type.raisedBy().residents())
        .filter(type -> !type.questions().isEmpty())
        .filter(type -> type.questions().getFirst().id().equals(question))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void recordingThatANodeLeftBehind_isRemoved_byTheNextThatTakesOne() throws Exception {
    Path left = Files.createFile(folder.resolve("city311-1.9.wav"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path fresh = Files.createFile(folder.resolve("city311-1.10.wav"));

    report("pothole", presses("1913").says(2));

    assertFalse(Files.exists(left));
    assertTrue(Files.exists(fresh));
  }

  @Test
  void somethingElse_canBeReportedOnTheSameCall_alsoOnAnotherNode() throws Exception {
    ScriptedCaller first = presses("1913" + "1" + "2").says(2);
    report("pothole", first);
    assertEquals(1, city.desk.reports.size());

    ScriptedCaller second = presses("1113").remembers(first).says(2);
    report("pothole", second);

    assertEquals(
        List.of("pothole", "missed-trash"),
        city.desk.reports.stream().map(PhoneReport::type).toList());
  }

  @Test
  void whatTheCityKnowsOf_isTold_andReportedOnlyByWhoStillWantsTo() throws Exception {
    KnownEvent event =
        new KnownEvent(
            "storm",
            new Text("Many holes.", "Muchos hoyos."),
            "",
            Set.of("pothole"),
            PaperPhoneDesk.DUE,
            PaperPhoneDesk.DUE);
    city.events.add(event);

    List<String> heard = report("pothole", presses(""));
    assertEquals(
        "hears " + event.prompt() + " report-known that-is-all, waits",
        heard.get(heard.indexOf("step told-known-event") + 1));
    assertEquals("goodbye", heard.getLast());
    assertEquals(List.of(), city.desk.reports);

    report("pothole", presses("1" + "1913").says(2));
    assertEquals("pothole", only().type());
  }

  // ---- another node ----

  /// The node dies at any prompt: on the next the resident is not asked again what was answered,
  /// and whatever happens there is one report.
  @Test
  void nodeThatDies_atAnyMoment_costsAtMostOneQuestion() throws Exception {
    for (int heardAtMost = 1; heardAtMost <= 8; heardAtMost++) {
      SelfServiceScene fresh = new SelfServiceScene(folder);
      ScriptedCaller first = presses("1911").hangsUpAfter(heardAtMost).says(2);
      assertThrows(
          CallerGone.class,
          () -> talk(first, dialogue -> fresh.report.converse(dialogue, "pothole")));
      ScriptedCaller second = presses("1911".substring(keysKept(first))).remembers(first).says(2);

      assertEquals(
          "goodbye",
          talk(second, dialogue -> fresh.report.converse(dialogue, "pothole")).getLast(),
          "after " + first.transcript() + " then " + second.transcript());
      assertEquals(1, fresh.desk.reports.size());
    }
  }

  /// Of the keys that were pressed, those whose answers were kept: a recording is, once it is
  /// reviewed.
  private static int keysKept(ScriptedCaller caller) {
    return (int) caller.transcript().stream().filter(l -> l.contains("presses")).count();
  }

  // ---- the types ----

  @Test
  void typesThatKeysCannotAnswer_orThatAreNone_areNotTaken() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> PhoneTypes.of(CITY, List.of("dragon", "pothole", "unicorn"), Set.of()));

    assertEquals(
        List.of("dragon", "unicorn"),
        String.valueOf(e.getMessage())
            .lines()
            .map(line -> line.replaceAll("'(.*?)'.*", "$1"))
            .toList());
  }

  /// Whatever a city lists, the texts are there in both languages, and each question can be
  /// answered.
  @Test
  void everyTypeThatResidentsReport_canBeReportedByKeys() {
    for (RequestType type : CITY.types()) {
      if (type.raisedBy() == RaisedBy.CREWS) {
        continue;
      }
      Map<String, Text> texts = PhoneTypes.of(CITY, List.of(type.id()), Set.of()).texts();
      assertTrue(texts.containsKey("type-" + type.id()));
      texts.forEach(
          (key, text) -> {
            assertTrue(key.matches("[a-z0-9][a-z0-9_-]{0,99}"), key);
            for (String language : List.of("en", "es")) {
              String said = text.in(language);
              assertTrue(!said.isBlank() && said.length() <= 2_000, key);
              assertTrue(!said.contains("%") && !said.contains("{"), said);
            }
          });
    }
  }

  @Test
  void pageOfTypes_namesKeysInBothLanguages_andMoreThanAPageLeadsOn() {
    List<String> many =
        CITY.types().stream()
            .filter(type -> type.raisedBy().residents())
            .map(RequestType::id)
            .limit(10)
            .toList();
    Map<String, Text> texts = PhoneTypes.of(CITY, many, Set.of()).texts();

    assertTrue(text(texts, "report-types-1").en().endsWith("For more, press 9."));
    assertTrue(text(texts, "report-types-2").es().contains("oprima el 2."));
    Text one = text(city.types.texts(), "report-types-1");
    assertTrue(one.en().startsWith("For Pothole, press 1."), one.en());
  }

  private static Text text(Map<String, Text> texts, String key) {
    return Objects.requireNonNull(texts.get(key), key);
  }

  @Test
  void everythingIsAskedInSpanishToo() throws Exception {
    talk(
        presses("1913").says(2),
        Language.SPANISH,
        dialogue -> city.report.converse(dialogue, "pothole"));

    assertEquals("es", only().language());
  }
}

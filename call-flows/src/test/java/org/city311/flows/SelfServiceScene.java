package org.city311.flows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.city311.flows.SelfService.Next;
import org.city311.flows.selfservice.CityTime;
import org.city311.flows.selfservice.ContactDialogue;
import org.city311.flows.selfservice.KnownCaller;
import org.city311.flows.selfservice.Lookup;
import org.city311.flows.selfservice.PhoneTypes;
import org.city311.flows.selfservice.ReportFlow;
import org.city311.flows.selfservice.RequestWords;
import org.city311.flows.selfservice.StatusFlow;
import org.city311.flows.selfservice.Voices;
import org.city311.flows.speech.Say;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.KnownEvent;
import org.city311.requests.phone.Standing;
import org.city311.requests.phone.Told;

/// A city whose residents help themselves: the catalogue that comes with City311, a desk on paper,
/// and Monday, November 23rd.
final class SelfServiceScene {
  static final CityTime MONDAY =
      new CityTime(
          InstantSource.fixed(Instant.parse("2026-11-23T15:00:00Z")),
          ZoneId.of("America/New_York"));
  private static final Catalogue CITY = CatalogueReader.standard();
  static final String ANI = "4105550100";

  final PaperPhoneDesk desk = new PaperPhoneDesk();
  final List<KnownEvent> events = new ArrayList<>();
  final PhoneTypes types;
  final StatusFlow status;
  final ReportFlow report;
  final KnownCaller known;

  /// @param folder for what is spoken
  SelfServiceScene(Path folder) {
    this(
        folder,
        PhoneTypes.of(
            CITY,
            List.of("pothole", "missed-trash", "new-recycling-cart", "abandoned-vehicle"),
            Set.of("anyone-hurt")));
  }

  /// @param types that callers may report
  SelfServiceScene(Path folder, PhoneTypes types) {
    this.types = types;
    Lookup lookup = new Lookup();
    RequestWords words = new RequestWords(types, MONDAY);
    Voices voices = new Voices(folder, desk, lookup);
    status = new StatusFlow(desk, lookup, words, voices);
    report = new ReportFlow(desk, lookup, words, voices, new ContactDialogue(true), () -> events);
    known = new KnownCaller(desk, lookup, words, status);
  }

  static ScriptedCaller presses(String keys) {
    return ScriptedCaller.presses(keys).as(caller(ANI));
  }

  static Caller caller(String ani) {
    return new Caller(new CallId("city311-1700000000.1"), ani, "311", Language.ENGLISH, null);
  }

  /// A conversation of a caller with something.
  interface Talk {
    Next with(Dialogue dialogue) throws CallerGone, Elsewhere;
  }

  /// Holds a conversation.
  ///
  /// @return all that happened, in order, how it goes on last
  static List<String> talk(ScriptedCaller caller, Talk talk) throws CallerGone {
    return talk(caller, Language.ENGLISH, talk);
  }

  static List<String> talk(ScriptedCaller caller, Language language, Talk talk) throws CallerGone {
    String end;
    try {
      end =
          switch (talk.with(new Dialogue(caller, language))) {
            case Next.Menu() -> "to the menu";
            case Next.Person _ -> "to a person of the menu";
            case Next.Goodbye() -> "goodbye";
          };
    } catch (Elsewhere e) {
      end =
          switch (e) {
            case Elsewhere.WantsPerson wish -> "to a person, " + wish.why();
            case Elsewhere.InDanger _ -> "in danger";
            case Elsewhere.GoesBack _ -> "back";
          };
    }
    List<String> all = new ArrayList<>(caller.transcript());
    all.add(end);
    return all;
  }

  /// A day as it is said in English on that Monday.
  static String day(String date) {
    return Say.in(Language.ENGLISH).date(LocalDate.parse(date), MONDAY.today()).toString();
  }

  static String digits(RequestNumber number) {
    return Say.in(Language.ENGLISH).digits(number.grouped()).toString();
  }

  /// Someone's pothole, due on Tuesday.
  static Told pothole(Standing standing, boolean late, boolean mayReopen) {
    return new Told(
        PaperPhoneDesk.NUMBER,
        "pothole",
        Optional.empty(),
        standing,
        Instant.parse("2026-11-22T15:00:00Z"),
        PaperPhoneDesk.DUE,
        late,
        true,
        mayReopen);
  }
}

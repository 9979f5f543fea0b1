package org.city311.requests.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.catalogue.WorkHours.Hours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarReaderTest {
  private static final String TYPE =
      """
      department: streets
      types:
        pothole:
          name: { en: Pothole, es: Bache }
          words: { en: pothole, es: bache }
          promise: 48 hours
      """;
  private static final String STREETS =
      """
      departments:
        streets: { name: { en: Streets, es: Calles }, calendar: %s }
      """;

  @TempDir private Path folder;

  @Test
  void officesOfTheDefaultCatalogue_areClosedOnTheHolidaysOfTheUnitedStates() {
    // As the Office of Personnel Management lists them for 2026; Independence Day is a Saturday.
    assertEquals(
        List.of(
            "2026-01-01",
            "2026-01-19",
            "2026-02-16",
            "2026-05-25",
            "2026-06-19",
            "2026-07-03",
            "2026-07-04",
            "2026-09-07",
            "2026-10-12",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25"),
        standard("office").special(2026, 2026).keySet().stream().map(LocalDate::toString).toList());
  }

  @Test
  void newYearsDayOnASaturday_makesTheLastDayOfTheYearBeforeFree() {
    assertTrue(standard("office").special(2028, 2028).containsKey(LocalDate.of(2027, 12, 31)));
  }

  @Test
  void collectionOnAHolidayOnASaturday_hasTheFridayBefore() {
    Map<LocalDate, List<Hours>> special = standard("collection").special(2026, 2026);

    assertEquals(List.of(), special.get(LocalDate.of(2026, 7, 4)));
    assertEquals(Optional.empty(), Optional.ofNullable(special.get(LocalDate.of(2026, 7, 3))));
  }

  @ParameterizedTest
  @CsvSource({
    "2 days before easter, 2026, 2026-04-03",
    "easter, 2000, 2000-04-23",
    "easter, 2038, 2038-04-25",
    "1 day after easter, 2008, 2008-03-24",
    "last monday of may, 2027, 2027-05-31",
    "Fourth Thursday of November, 2028, 2028-11-23",
    "february 29, 2028, 2028-02-29",
    "february 29, 2027, none",
    "2026-11-27, 2026, 2026-11-27",
    "2026-11-27, 2027, none"
  })
  void aHoliday_fallsWhereItIsSaidTo(String on, int year, String date) {
    Holiday holiday = new Holiday(new Text("", ""), Holiday.rule(on).orElseThrow());

    assertEquals(date, holiday.in(year).map(LocalDate::toString).orElse("none"));
  }

  @ParameterizedTest
  @CsvSource({
    "fifth monday of may",
    "monday of may",
    "may 32",
    "90 days before easter",
    "0 days after easter",
    "3 days near easter",
    "first monday in may",
    "2026-13-01",
    "someday"
  })
  void whatIsNoDay_isNone(String on) {
    assertEquals(Optional.empty(), Holiday.rule(on));
  }

  @Test
  void aCitysCalendar_isReadAsItStands_withHolidaysOfItsOwnAndBuiltInOnes() throws Exception {
    file(
        """
        holidays:
          town-day: { name: { en: Town Day, es: Día del Pueblo }, on: third friday of august }
        calendars:
          night:
            time-zone: America/Chicago
            hours:
              mon-wed: [00:00-06:00, 22:00-24:00]
              sat: 09:00-12:00, 13:00-15:00
            holidays: [town-day, christmas]
            special: { 2026-12-24: 08:00-12:00, 2026-12-31: closed }
        """
            + STREETS.formatted("night")
            + TYPE);

    WorkHours night = calendar(CatalogueReader.read(folder), "night");

    Hours early = new Hours(LocalTime.MIDNIGHT, LocalTime.of(6, 0));
    Hours late = new Hours(LocalTime.of(22, 0), LocalTime.MIDNIGHT);
    assertEquals(Optional.of(ZoneId.of("America/Chicago")), night.zone());
    assertEquals(
        Map.of(
            DayOfWeek.MONDAY,
            List.of(early, late),
            DayOfWeek.TUESDAY,
            List.of(early, late),
            DayOfWeek.WEDNESDAY,
            List.of(early, late),
            DayOfWeek.SATURDAY,
            List.of(
                new Hours(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                new Hours(LocalTime.of(13, 0), LocalTime.of(15, 0)))),
        night.week());
    assertEquals(
        Map.of(
            LocalDate.of(2026, 8, 21),
            List.of(),
            LocalDate.of(2026, 12, 24),
            List.of(new Hours(LocalTime.of(8, 0), LocalTime.of(12, 0))),
            LocalDate.of(2026, 12, 25),
            List.of(),
            LocalDate.of(2026, 12, 31),
            List.of()),
        night.special(2026, 2026));
  }

  @Test
  void aCitysCalendar_replacesTheBuiltInOneOfTheSameId() throws Exception {
    file(
        "calendars: { office: { hours: { mon: 09:00-17:00 } } }\n"
            + STREETS.formatted("office")
            + TYPE);

    Catalogue catalogue = CatalogueReader.read(folder);

    assertEquals(1, calendar(catalogue, "office").week().size());
    assertEquals(7, calendar(catalogue, "around-the-clock").week().size());
  }

  @Test
  void aCitysHoliday_replacesTheBuiltInOne_alsoInABuiltInCalendar() throws Exception {
    file(
        "holidays: { christmas: { name: { en: Christmas, es: Navidad }, on: january 7 } }\n"
            + STREETS.formatted("office")
            + TYPE);

    Map<LocalDate, List<Hours>> special =
        calendar(CatalogueReader.read(folder), "office").special(2027, 2027);

    assertTrue(special.containsKey(LocalDate.of(2027, 1, 7)));
    assertTrue(!special.containsKey(LocalDate.of(2027, 12, 25)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hours: {}                                          | calendars.night.hours: found 0 minutes a week
          hours: { mon: closed }                             | calendars.night.hours: found 0 minutes a week
          holidays: []                                       | calendars.night.hours: found nothing, allowed: it must be there
          hours: { mon: 08:00-07:00 }                        | calendars.night.hours.mon: found '08:00-07:00'
          hours: { mon: '08:00-12:00, 11:00-13:00' }         | calendars.night.hours.mon: found '11:00-13:00'
          hours: { mon: '22:00-24:00, 00:00-06:00' }         | calendars.night.hours.mon: found '00:00-06:00'
          hours: { mon: '8-17' }                             | calendars.night.hours.mon: found '8-17', allowed: closed, or hours
          hours: { mon-wed: 08:00-17:00, tue: 08:00-09:00 }  | calendars.night.hours.tue: found tuesday twice
          hours: { moon: 08:00-17:00 }                       | calendars.night.hours.moon: found 'moon', allowed: a day
          hours: { mon: 08:00-17:00 }, time-zone: Mars/Base  | calendars.night.time-zone: found 'Mars/Base'
          hours: { mon: 08:00-17:00 }, holidays: [noday]     | calendars.night.holidays: found 'noday', allowed: ids of holidays: [new-years-day
          hours: { mon: 08:00-17:00 }, on-a-weekend: maybe   | calendars.night.on-a-weekend: found 'maybe', allowed: as-it-falls, nearest-weekday
          hours: { mon: 08:00-17:00 }, special: { 2026-02-30: closed } | calendars.night.special.2026-02-30: found '2026-02-30'
          hours: { mon: 08:00-17:00 }, lunch: 12             | calendars.night.lunch: found an unknown key
          """)
  void whatIsWrong_isToldWithItsLine(String keys, String told) throws Exception {
    file("calendars:\n  night: { " + keys + " }\n" + STREETS.formatted("night") + TYPE);

    List<String> mistakes = mistakes();

    assertTrue(
        mistakes.getFirst().startsWith(folder + "/city.yaml:2: " + told), mistakes::toString);
  }

  @Test
  void aDepartmentWithACalendarThatIsNone_isTold() throws Exception {
    file(STREETS.formatted("nights") + TYPE);

    assertTrue(
        mistakes()
            .getFirst()
            .contains("departments.streets.calendar: found 'nights', allowed: one of [office"),
        mistakes()::toString);
  }

  @Test
  void rulesAndAddresses_areReadAsTheyStand_andATypesOwnGoFirst() throws Exception {
    file(
        """
        departments:
          streets:
            name: { en: Streets, es: Calles }
            mail: { director: director@city.example }
            escalate: { at 50 %: crew, overdue 2 working days: director }
        """
            + TYPE
            + "    escalate: { overdue 4 hours: director }\n"
            + TYPE.substring(TYPE.indexOf("  pothole")).replace("pothole:", "sign:"));

    Catalogue catalogue = CatalogueReader.read(folder);

    Promise twoWorkingDays = new Promise(2, Promise.Unit.DAYS, Promise.Time.WORKING, false);
    Promise fourHours = new Promise(4, Promise.Unit.HOURS, Promise.Time.CALENDAR, false);
    assertEquals(
        Map.of("director", "director@city.example"),
        catalogue.department("streets").orElseThrow().mail());
    assertEquals(
        List.of(
            new Escalation("at 50 %", new Escalation.When.Share(50), "crew"),
            new Escalation(
                "overdue 2 working days", new Escalation.When.Overdue(twoWorkingDays), "director")),
        catalogue.escalations("sign", "streets"));
    assertEquals(
        List.of(
            new Escalation("overdue 4 hours", new Escalation.When.Overdue(fourHours), "director")),
        catalogue.escalations("pothole", "streets"));
    assertEquals(List.of(), catalogue.escalations("dragon", "circus"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          escalate: { at 5 %: crew }          | escalate.at 5 %: found 'at 5 %', allowed: as in 'at 50 %'
          escalate: { at 09 %: crew }         | escalate.at 09 %: found 'at 09 %'
          escalate: { overdue 0 days: crew }  | escalate.overdue 0 days: found 'overdue 0 days'
          escalate: { overdue 900 days: crew }| escalate.overdue 900 days: found
          escalate: { some time: crew }       | escalate.some time: found 'some time'
          escalate: { at 50 %: The Boss }     | escalate.at 50 %: found 'The Boss'
          mail: { director: nobody }          | mail.director: found 'nobody', allowed: an e-mail address
          """)
  void rulesThatAreNone_areTold(String keys, String told) throws Exception {
    file(
        "departments:\n  streets:\n    name: { en: Streets, es: Calles }\n    "
            + keys
            + "\n"
            + TYPE);

    assertTrue(
        mistakes().getFirst().startsWith(folder + "/city.yaml:4: departments.streets." + told),
        mistakes()::toString);
  }

  private static WorkHours standard(String id) {
    return calendar(CatalogueReader.standard(), id);
  }

  private static WorkHours calendar(Catalogue catalogue, String id) {
    return catalogue.calendars().stream()
        .filter(calendar -> calendar.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void file(String text) throws IOException {
    Files.writeString(folder.resolve("city.yaml"), text);
  }

  private List<String> mistakes() {
    return assertThrows(CatalogueException.class, () -> CatalogueReader.read(folder)).mistakes();
  }
}

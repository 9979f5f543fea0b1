package org.city311.requests.desk;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.catalogue.WorkHours;
import org.city311.requests.catalogue.WorkHours.Hours;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.clock.WorkCalendar.Span;
import org.city311.requests.find.TypeFinder;
import org.city311.requests.geo.Areas;
import org.city311.requests.life.Calendars;

/// What the city offers and how it works, as it is in force at one time. Immutable; any thread may use
/// it. Whoever needs several things of it asks for it once.
public final class Directory implements Calendars {
  /// The years whose holidays are known. A promise is at most two years.
  private static final int FIRST_YEAR = 2000;

  private static final int LAST_YEAR = 2100;

  private final Catalogue catalogue;
  private final Map<String, WorkCalendar> calendars;
  private final Areas areas;
  private final TypeFinder residents;
  private final TypeFinder crews;

  /// @param zone where calendars are meant that don't name one
  public Directory(Catalogue catalogue, ZoneId zone, Areas areas) {
    this.catalogue = catalogue;
    this.calendars =
        catalogue.calendars().stream()
            .collect(Collectors.toUnmodifiableMap(WorkHours::id, hours -> calendar(hours, zone)));
    this.areas = areas;
    this.residents = TypeFinder.forResidents(catalogue);
    this.crews = TypeFinder.forCrews(catalogue);
  }

  /// What comes with City311.
  ///
  /// @param zone where its calendars are meant
  public static Directory standard(ZoneId zone) {
    return new Directory(CatalogueReader.standard(), zone, Areas.NONE);
  }

  private static WorkCalendar calendar(WorkHours hours, ZoneId zone) {
    return new WorkCalendar(
        hours.zone().orElse(zone),
        spans(hours.week()),
        spans(hours.special(FIRST_YEAR, LAST_YEAR)));
  }

  private static <D> Map<D, List<Span>> spans(Map<D, List<Hours>> days) {
    return days.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                day ->
                    day.getValue().stream()
                        .map(hours -> new Span(hours.from(), hours.to()))
                        .toList()));
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /// The calendars by their ids.
  public Map<String, WorkCalendar> calendars() {
    return calendars;
  }

  /// The city's neighbourhoods; [Areas#NONE] when it has given none.
  public Areas areas() {
    return areas;
  }

  /// Finds what residents may ask for.
  public TypeFinder residents() {
    return residents;
  }

  /// Finds what crews may raise.
  public TypeFinder crews() {
    return crews;
  }

  /// The calendar of a department.
  @Override
  public Optional<WorkCalendar> of(String department) {
    return catalogue.department(department).map(found -> calendars.get(found.calendar()));
  }
}

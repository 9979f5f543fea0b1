package org.city311.requests.desk;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.CatalogueReader;
import org.city311.requests.catalogue.Department;
import org.city311.requests.clock.WorkCalendar;
import org.city311.requests.find.TypeFinder;
import org.city311.requests.geo.Areas;
import org.city311.requests.life.Calendars;

/// What the city offers and how it works, as it is in force at one time. Immutable; any thread may use
/// it. Whoever needs several things of it asks for it once.
public final class Directory implements Calendars {
  private final Catalogue catalogue;
  private final Map<String, WorkCalendar> calendars;
  private final Areas areas;
  private final TypeFinder residents;
  private final TypeFinder crews;

  /// @param calendars by their ids; each department's must be there
  /// @throws IllegalArgumentException when a department's is not
  public Directory(Catalogue catalogue, Map<String, WorkCalendar> calendars, Areas areas) {
    this.catalogue = catalogue;
    this.calendars = Map.copyOf(calendars);
    this.areas = areas;
    this.residents = TypeFinder.forResidents(catalogue);
    this.crews = TypeFinder.forCrews(catalogue);
    List<Department> without =
        catalogue.departments().stream()
            .filter(department -> !calendars.containsKey(department.calendar()))
            .toList();
    if (!without.isEmpty()) {
      throw new IllegalArgumentException("departments without a calendar: " + without);
    }
  }

  /// What comes with City311.
  ///
  /// @param zone where its calendars are meant
  public static Directory standard(ZoneId zone) {
    Catalogue catalogue = CatalogueReader.standard();
    Map<String, WorkCalendar> calendars =
        catalogue.departments().stream()
            .map(Department::calendar)
            .distinct()
            .collect(Collectors.toMap(id -> id, _ -> WorkCalendar.always(zone)));
    return new Directory(catalogue, calendars, Areas.NONE);
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

package org.city311.requests.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All departments and types of request of a city, consistent with each other. Immutable.
public final class Catalogue {
  private final Map<String, Department> departments;
  private final Map<String, RequestType> types;
  private final List<WorkHours> calendars;

  Catalogue(
      Collection<Department> departments,
      Collection<RequestType> types,
      Collection<WorkHours> calendars) {
    this.calendars = List.copyOf(calendars);
    Map<String, Department> departmentsById = new LinkedHashMap<>();
    departments.forEach(department -> departmentsById.put(department.id(), department));
    this.departments = Collections.unmodifiableMap(departmentsById);
    Map<String, RequestType> typesById = new LinkedHashMap<>();
    types.forEach(type -> typesById.put(type.id(), type));
    this.types = Collections.unmodifiableMap(typesById);
  }

  /// The departments, in the order of the files.
  public List<Department> departments() {
    return List.copyOf(departments.values());
  }

  public Optional<Department> department(String id) {
    return Optional.ofNullable(departments.get(id));
  }

  /// The calendars by which departments may work; each department's is among them.
  public List<WorkHours> calendars() {
    return calendars;
  }

  /// Who is to know when a request of a type isn't done in time by a department; none when the city has
  /// no such rules any more.
  public List<Escalation> escalations(String type, String department) {
    return type(type)
        .flatMap(RequestType::escalations)
        .or(() -> department(department).map(Department::escalations))
        .orElse(List.of());
  }

  /// The types, in the order of the files.
  public List<RequestType> types() {
    return List.copyOf(types.values());
  }

  public Optional<RequestType> type(String id) {
    return Optional.ofNullable(types.get(id));
  }
}

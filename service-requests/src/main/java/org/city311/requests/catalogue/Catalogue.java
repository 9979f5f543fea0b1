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

  Catalogue(Collection<Department> departments, Collection<RequestType> types) {
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

  /// The types, in the order of the files.
  public List<RequestType> types() {
    return List.copyOf(types.values());
  }

  public Optional<RequestType> type(String id) {
    return Optional.ofNullable(types.get(id));
  }
}

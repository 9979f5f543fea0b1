package org.city311.requests.catalogue;

import java.util.List;
import java.util.Map;

/// Who in the city does the work of a type of request.
///
/// @param id short and lasting, such as `solid-waste`
/// @param name as residents read and hear it
/// @param calendar the id of the work calendar by which its working hours and days count
/// @param mail role to the e-mail address where the city writes to whoever has it, such as `director`
/// @param escalations of its requests, unless their type has its own
public record Department(
    String id, Text name, String calendar, Map<String, String> mail, List<Escalation> escalations) {
  public Department {
    mail = Map.copyOf(mail);
    escalations = List.copyOf(escalations);
  }
}

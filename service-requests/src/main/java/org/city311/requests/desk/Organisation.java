package org.city311.requests.desk;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;

/// The city that residents deal with.
///
/// @param name as residents read it
/// @param jurisdiction Open311's `jurisdiction_id`, such as `city.example.org`
/// @param zone where its days begin, and where its calendars are meant unless they say otherwise
/// @param site where its pages are, as residents reach them, without a slash at the end
/// @param languages in which residents are served, the first unless they choose
public record Organisation(
    String name, String jurisdiction, ZoneId zone, URI site, List<String> languages) {
  public Organisation {
    languages = List.copyOf(languages);
  }
}

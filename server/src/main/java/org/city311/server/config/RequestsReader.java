package org.city311.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.city311.server.config.Configuration.ServiceRequests;

/// Reads `requests`: what residents ask for.
final class RequestsReader {
  private static final Shape SITE =
      Shape.of(
          "https?://[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*",
          "an address such as https://311.city.example, without a slash at the end");
  private static final Shape JURISDICTION =
      Shape.of("[A-Za-z0-9][A-Za-z0-9.-]{0,99}", "a name such as city.example");
  private static final Shape PROPERTY =
      Shape.of("[^\\p{Cntrl}]{1,60}", "the name of a property of the GeoJSON file's features");

  private RequestsReader() {}

  /// @param city what it is called unless `organisation` says otherwise
  /// @param address where the pages are on this machine
  /// @param fromHere makes a file's path of what is written
  static ServiceRequests read(
      YamlSection section,
      String city,
      Configuration.HostPort address,
      UnaryOperator<Path> fromHere) {
    Optional<Path> catalogue = section.optional("catalogue", Shape.FOLDER).map(Path::of);
    Optional<Path> areas = section.optional("areas", Shape.FOLDER).map(Path::of);
    ServiceRequests requests =
        new ServiceRequests(
            section.string("organisation", city, Shape.NAME),
            section.string("jurisdiction", "city311", JURISDICTION),
            URI.create(section.string("site", "http://" + address, SITE)),
            catalogue.map(fromHere),
            areas.map(fromHere),
            section.string("area-name", "name", PROPERTY),
            Duration.ofDays(section.integer("retention", 365, 1, 36_500)));
    section.end();
    return requests;
  }
}

package org.city311.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.city311.server.config.Configuration.PublicUse;
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

  private static final Shape ADDRESS =
      Shape.of("[0-9a-fA-F.:]{2,45}", "an address such as 10.0.0.5");
  private static final Shape TILES =
      Shape.of(
          "https://[A-Za-z0-9.-]{1,253}(:\\d{1,5})?/[A-Za-z0-9._~/{}@-]*\\{z}[A-Za-z0-9._~/{}@-]*",
          "an address such as https://tiles.city.example/{z}/{x}/{y}.png");

  /// A proxy on the same machine.
  private static final List<String> PROXIES = List.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");

  private RequestsReader() {}

  /// @param city what it is called unless `organisation` says otherwise
  /// @param address where a browser on this machine finds the pages
  /// @param fromHere makes a file's path of what is written
  static ServiceRequests read(
      YamlSection section, String city, String address, UnaryOperator<Path> fromHere) {
    Optional<Path> catalogue = section.optional("catalogue", Shape.FOLDER).map(Path::of);
    Optional<Path> areas = section.optional("areas", Shape.FOLDER).map(Path::of);
    ServiceRequests requests =
        new ServiceRequests(
            section.string("organisation", city, Shape.NAME),
            section.string("jurisdiction", "city311", JURISDICTION),
            URI.create(section.string("site", address, SITE)),
            catalogue.map(fromHere),
            areas.map(fromHere),
            section.string("area-name", "name", PROPERTY),
            Duration.ofDays(section.integer("retention", 365, 1, 36_500)),
            open(section.section("public")));
    section.end();
    return requests;
  }

  private static PublicUse open(YamlSection section) {
    PublicUse use =
        new PublicUse(
            section.bool("anonymous", true),
            section.integer("reports-a-minute", 4, 1, 600),
            section.strings("proxies", PROXIES, ADDRESS),
            section.optional("tiles", TILES));
    section.end();
    return use;
  }
}

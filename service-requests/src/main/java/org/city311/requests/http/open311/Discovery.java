package org.city311.requests.http.open311;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.city311.requests.desk.Organisation;

/// Where this interface is and what it speaks (https://wiki.open311.org/Service_Discovery).
final class Discovery {
  private static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";

  private Discovery() {}

  /// @param changed since when the services are as they are
  /// @param anonymous whether one may report without a key
  static Node.Document document(Organisation organisation, Instant changed, boolean anonymous) {
    String changeset = changed.truncatedTo(ChronoUnit.SECONDS).toString();
    String key =
        "Reading needs no key. "
            + (anonymous
                ? "Reporting without a key is limited to a few a minute; for more, ask for a key: "
                : "To report, ask for a key: ")
            + "call 311.";
    Node.Group endpoint =
        Node.Group.with("specification", SPECIFICATION)
            .with("url", organisation.site() + Open311Routes.V2)
            .with("changeset", changeset)
            .with("type", "production")
            .with(
                "formats",
                new Node.Items(
                    "format",
                    List.of(
                        new Node.Words(Format.XML.mediaType()),
                        new Node.Words(Format.JSON.mediaType()))))
            .build();
    return new Node.Document(
        "discovery",
        Node.Group.with("changeset", changeset)
            .with("contact", organisation.name() + ": call 311, or " + organisation.site())
            .with("key_service", key)
            .with("endpoints", new Node.Items("endpoint", List.of(endpoint)))
            .build());
  }
}

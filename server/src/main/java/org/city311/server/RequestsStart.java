package org.city311.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.requests.RequestsOptions;
import org.city311.requests.ServiceRequests;
import org.city311.requests.desk.DirectoryException;
import org.city311.requests.desk.DirectoryFile;
import org.city311.requests.desk.DirectorySource;
import org.city311.requests.desk.Organisation;
import org.city311.server.config.Configuration;

/// Puts the service requests together as the configuration has them.
final class RequestsStart {
  /// What one node asks of PostgreSQL at a time; others wait for their turn.
  private static final int CONNECTIONS = 8;

  private RequestsStart() {}

  /// Asks nothing of the database yet.
  ///
  /// @param token of the API
  static ServiceRequests prepare(
      Configuration configuration, DatabaseSettings database, String token, MeterRegistry registry)
      throws StartException {
    Configuration.ServiceRequests requests = configuration.requests();
    try {
      return new ServiceRequests(
          new RequestsOptions(
              new Organisation(
                  requests.organisation(),
                  requests.jurisdiction(),
                  configuration.timeZone(),
                  requests.site(),
                  configuration.languages()),
              source(configuration),
              new org.city311.requests.store.DatabaseSettings(
                  database.url(), database.user(), database.password(), CONNECTIONS),
              requests.retention(),
              configuration.shared().resolve("requests"),
              token,
              registry,
              InstantSource.system()));
    } catch (DirectoryException e) {
      throw mistaken(e);
    }
  }

  /// Reads catalogue and areas, and says what is wrong with them.
  static void check(Configuration configuration) throws StartException {
    try {
      var _ = new DirectoryFile(source(configuration));
    } catch (DirectoryException e) {
      throw mistaken(e);
    }
  }

  private static DirectorySource source(Configuration configuration) {
    Configuration.ServiceRequests requests = configuration.requests();
    return new DirectorySource(
        requests.catalogue(), requests.areas(), requests.areaName(), configuration.timeZone());
  }

  private static StartException mistaken(DirectoryException e) {
    return new StartException(StartException.CONFIGURATION, String.join("\n", e.mistakes()));
  }
}

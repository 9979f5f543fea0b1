package org.city311.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.requests.RequestsOptions;
import org.city311.requests.ServiceRequests;
import org.city311.requests.desk.DirectoryException;
import org.city311.requests.desk.DirectorySource;
import org.city311.requests.desk.Organisation;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.notify.NotifySettings;
import org.city311.requests.notify.letter.LetterFacts;
import org.city311.requests.notify.letter.TemplateException;
import org.city311.requests.notify.letter.Templates;
import org.city311.server.config.Configuration;

/// Puts the service requests together as the configuration has them.
final class RequestsStart {
  /// What one node asks of PostgreSQL at a time; others wait for their turn. Two of them are held while a
  /// message is handed over.
  private static final int CONNECTIONS = 12;

  private RequestsStart() {}

  /// Asks nothing of the database yet.
  ///
  static ServiceRequests prepare(
      Configuration configuration, DatabaseSettings database, Tokens tokens, MeterRegistry registry)
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
              tokens.api(),
              telling(configuration, tokens.links()),
              PublicSettings.of(
                  requests.open().anonymous(),
                  requests.open().reportsAMinute(),
                  Set.copyOf(requests.open().proxies()),
                  requests.open().tiles()),
              registry,
              InstantSource.system()));
    } catch (DirectoryException e) {
      throw mistaken(e);
    }
  }

  /// Reads the city's own catalogue, areas and templates, and says what is wrong with them.
  static void check(Configuration configuration) throws StartException {
    Configuration.ServiceRequests requests = configuration.requests();
    var _ = templates(configuration);
    if (requests.catalogue().isEmpty() && requests.areas().isEmpty()) {
      return;
    }
    try {
      var _ = source(configuration).read();
    } catch (DirectoryException e) {
      throw mistaken(e);
    }
  }

  /// What of `secrets.properties` is needed.
  ///
  /// @param api whoever has it is an administrator
  /// @param links signs the links in messages
  record Tokens(String api, String links) {}

  private static NotifySettings telling(Configuration configuration, String links)
      throws StartException {
    Configuration.Telling telling = configuration.telling();
    Configuration.ServiceRequests requests = configuration.requests();
    return new NotifySettings(
        telling.mail(),
        telling.texts(),
        new LetterFacts(
            requests.organisation(), configuration.timeZone(), requests.site().toString()),
        templates(configuration),
        configuration.languages().getFirst(),
        telling.limits(),
        links);
  }

  private static Templates templates(Configuration configuration) throws StartException {
    Optional<Path> folder = configuration.telling().templates();
    try {
      return Templates.read(folder);
    } catch (TemplateException e) {
      throw new StartException(
          StartException.CONFIGURATION,
          "the templates in notices.templates can't be used:\n" + String.join("\n", e.mistakes()));
    } catch (IOException e) {
      throw new StartException(
          StartException.CONFIGURATION, "notices.templates can't be read: " + e);
    }
  }

  /// Where the catalogue comes from.
  static DirectorySource source(Configuration configuration) {
    Configuration.ServiceRequests requests = configuration.requests();
    return new DirectorySource(
        requests.catalogue(), requests.areas(), requests.areaName(), configuration.timeZone());
  }

  private static StartException mistaken(DirectoryException e) {
    return new StartException(StartException.CONFIGURATION, String.join("\n", e.mistakes()));
  }
}

package org.city311.requests;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.city311.requests.desk.DirectorySource;
import org.city311.requests.desk.Organisation;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.notify.NotifySettings;
import org.city311.requests.store.DatabaseSettings;

/// What [ServiceRequests] is made of.
///
/// @param retention how long after closing contacts and files are kept
/// @param data a folder for this module's own files, which all nodes share
/// @param imports a folder of this node alone for files while they are imported; emptied at the start
/// @param adminToken whoever sends it to the API is an administrator
/// @param telling how people are told; with neither mail nor text messages they are not
/// @param registry where its meters go
public record RequestsOptions(
    Organisation organisation,
    DirectorySource directory,
    DatabaseSettings database,
    Duration retention,
    Path data,
    Path imports,
    String adminToken,
    NotifySettings telling,
    PublicSettings publicSettings,
    MeterRegistry registry,
    InstantSource clock) {
  /// Leaves the token out.
  @Override
  public String toString() {
    return "RequestsOptions[" + organisation.name() + "]";
  }
}

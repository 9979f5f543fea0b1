package org.city311.requests.http;

import java.time.InstantSource;
import org.city311.requests.access.Keys;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Organisation;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.ImportFolder;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.notify.LinkDesk;
import org.city311.requests.store.RequestsDatabase;

/// What the routes of this module are made of.
///
/// @param adminToken the API token of `secrets.properties`: whoever sends it is an administrator
public record Parts(
    Organisation organisation,
    RequestDesk desk,
    AttachmentFiles files,
    RequestsDatabase database,
    Contacts contacts,
    Keys keys,
    ImportFolder imports,
    String adminToken,
    LinkDesk links,
    PublicSettings publicSettings,
    InstantSource clock) {
  /// Leaves the token out.
  @Override
  public String toString() {
    return "Parts[" + organisation.name() + "]";
  }
}

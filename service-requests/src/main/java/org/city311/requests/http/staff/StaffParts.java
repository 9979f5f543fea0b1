package org.city311.requests.http.staff;

import java.time.InstantSource;
import org.city311.requests.access.Keys;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.ImportFolder;
import org.city311.requests.store.RequestsDatabase;

/// What the staff's interface is made of.
///
/// @param adminToken the API token of `secrets.properties`: whoever sends it is an administrator
public record StaffParts(
    RequestDesk desk,
    AttachmentFiles files,
    RequestsDatabase database,
    Contacts contacts,
    Keys keys,
    ImportFolder imports,
    String adminToken,
    InstantSource clock) {
  /// Leaves the token out.
  @Override
  public String toString() {
    return "StaffParts";
  }
}

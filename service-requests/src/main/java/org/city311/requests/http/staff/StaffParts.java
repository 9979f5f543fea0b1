package org.city311.requests.http.staff;

import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.city311.requests.access.Keys;
import org.city311.requests.access.Person;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.ImportFolder;
import org.city311.requests.store.RequestsDatabase;

/// What the staff's interface is made of.
///
/// @param people who is signed in, if anybody is: they need no key
/// @param adminToken the API token of `secrets.properties`: whoever sends it is an administrator
public record StaffParts(
    RequestDesk desk,
    AttachmentFiles files,
    RequestsDatabase database,
    Contacts contacts,
    Keys keys,
    ImportFolder imports,
    String adminToken,
    Function<RoutingContext, Optional<Person>> people,
    InstantSource clock) {
  /// Leaves the token out.
  @Override
  public String toString() {
    return "StaffParts";
  }
}

package org.city311.requests.notify;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.contact.Contacts;
import org.city311.requests.store.Events;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;

/// What telling people is built on.
///
/// @param catalogue the one now in force
public record NotifyParts(
    RequestsDatabase database,
    Requests requests,
    Events events,
    Contacts contacts,
    Supplier<Catalogue> catalogue,
    InstantSource clock) {}

package org.city311.requests.store;

import java.time.Instant;
import java.util.Optional;
import org.city311.requests.number.RequestNumber;

/// A row of `requests.attachment`.
///
/// @param id 22 letters and digits by chance, which nobody guesses
/// @param number of the request; empty while that is not made yet
/// @param kind its name
/// @param bytes how long the file is, bytes
/// @param keptAt since when it is kept
public record AttachmentRow(
    String id, Optional<RequestNumber> number, String kind, int bytes, Instant keptAt) {}

package org.city311.requests.phone;

import java.time.Instant;
import org.city311.requests.number.RequestNumber;

/// A report that became a request.
///
/// @param due by when it is promised
public record Filed(RequestNumber number, Instant due) {}

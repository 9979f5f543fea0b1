package org.city311.requests.phone;

import java.time.Instant;
import java.util.Optional;
import org.city311.requests.number.RequestNumber;

/// What a caller hears of a request.
///
/// @param number by which it was asked for
/// @param type the id of its type
/// @param joined the request that stands for it too, of which the rest is told; empty: it stands
///   for itself
/// @param since when it came to stand so
/// @param due by when it is promised; of one that is over, when it was
/// @param late whether that time is over and it is not; one on hold may be in time
/// @param theirs whether whoever calls follows it, by the number they call from
/// @param mayReopen whether they may say that it was not done
public record Told(
    RequestNumber number,
    String type,
    Optional<RequestNumber> joined,
    Standing standing,
    Instant since,
    Instant due,
    boolean late,
    boolean theirs,
    boolean mayReopen) {}

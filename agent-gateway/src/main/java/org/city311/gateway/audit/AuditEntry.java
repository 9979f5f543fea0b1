package org.city311.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One change that somebody asked for, written down before it is made.
///
/// @param id a UUID, so that an entry that is written twice is one
/// @param who the name of the account that is signed in, or of the token that was shown
/// @param address where from: the client's IP address
/// @param what such as `PUT skill-group water`
/// @param before as JSON; null if it was not there
/// @param after as JSON; null if it is to be there no more
/// @param outcome what became of it, in an entry of its own; null in the one that asks for a change
public record AuditEntry(
    String id,
    Instant at,
    String who,
    String address,
    String what,
    @Nullable String before,
    @Nullable String after,
    @Nullable String outcome) {}

package org.city311.requests.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A key as it is kept: without the key.
///
/// @param id by which it is spoken of; the key's beginning
/// @param name of who or what holds it
/// @param department the id of the holder's department; of the role [Role#DEPARTMENT] only
/// @param madeBy who made it
/// @param lastUsed the day (UTC) of its last use; empty when it was never used
/// @param revoked since when it is none any more
public record ApiKey(
    String id,
    String name,
    Role role,
    Optional<String> department,
    Instant madeAt,
    String madeBy,
    Optional<LocalDate> lastUsed,
    Optional<Instant> revoked) {
  public ApiKey {
    if ((role == Role.DEPARTMENT) != department.isPresent()) {
      throw new IllegalArgumentException("a department's key, and no other, has a department");
    }
  }
}

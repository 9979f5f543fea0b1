package org.city311.server;

import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;
import org.city311.flows.guard.ChangeLog;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/// Writes what changes in the flows into the audit of all changes.
record Changes(AuditLog audit, InstantSource clock) implements ChangeLog {
  @Override
  public void write(
      String who, String address, String what, @Nullable String before, @Nullable String after)
      throws IOException {
    audit.write(
        new AuditEntry(
            UUID.randomUUID().toString(),
            clock.instant(),
            who,
            address,
            what,
            before,
            after,
            null));
  }
}

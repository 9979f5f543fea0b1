package org.city311.gateway.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;

/// An audit that is gone with the test, and can be told to fail.
public final class MemoryAudit implements AuditLog {
  public final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  private volatile boolean failing;

  public void fail() {
    failing = true;
  }

  @Override
  public void write(AuditEntry entry) throws IOException {
    if (failing) {
      throw new IOException("on purpose");
    }
    entries.addFirst(entry);
  }

  @Override
  public List<AuditEntry> latest(int limit) throws IOException {
    if (failing) {
      throw new IOException("on purpose");
    }
    return entries.stream().limit(limit).toList();
  }
}

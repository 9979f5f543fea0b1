package org.city311.gateway.audit;

import java.io.IOException;
import java.util.List;

/// Keeps audit entries for good. Methods block; any thread may call them.
public interface AuditLog {
  /// When it returns, the entry outlives this process and this machine's power.
  ///
  /// @throws IOException if it can't be kept; then nothing may be changed
  void write(AuditEntry entry) throws IOException;

  /// The latest entries, latest first.
  ///
  /// @param limit at least 1
  /// @throws IOException while those of old can't be read; may be repeated
  List<AuditEntry> latest(int limit) throws IOException;
}

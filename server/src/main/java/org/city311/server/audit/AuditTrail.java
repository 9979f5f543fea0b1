package org.city311.server.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.metrics.record.SetAside;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit: an entry is on this node's disk when [#write] returns, and is carried into the table
/// `audit.change` as soon as the database is there. One that was carried twice is one row. Safe for any
/// thread.
public final class AuditTrail implements AuditLog, AutoCloseable {
  /// What may lie on the disk while the database is away, in bytes. Then nothing can be changed until it
  /// is back.
  static final long MAX_BYTES = 16L << 20;

  private static final int BATCH = 500;
  private static final long RETRY_SECONDS = 5;
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  private final AuditFile file;
  private final SetAside setAside;
  private final AuditTable table;
  private final List<AuditEntry> pending;
  private final ScheduledExecutorService carrier =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit").daemon().factory());
  private boolean away;

  /// @param folder of a file for each node; no two processes use one at a time
  /// @throws IOException if it can't be used
  public AuditTrail(Path folder, String node, DatabaseSettings database) throws IOException {
    this(folder, node, new AuditTable(database));
  }

  AuditTrail(Path folder, String node, AuditTable table) throws IOException {
    this.setAside = new SetAside(folder);
    this.file = new AuditFile(folder.resolve(node + ".jsonl"), setAside);
    this.pending = new ArrayList<>(file.read());
    this.table = table;
    var _ = carrier.scheduleWithFixedDelay(this::carry, 0, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void write(AuditEntry entry) throws IOException {
    synchronized (this) {
      if (file.size() >= MAX_BYTES) {
        throw new IOException(
            pending.size() + " entries wait for the database already; bring it back first");
      }
      file.append(entry);
      pending.add(entry);
    }
    carrier.execute(this::carry);
  }

  @Override
  public List<AuditEntry> latest(int limit) throws IOException {
    Map<String, AuditEntry> entries = new LinkedHashMap<>();
    // In this order: what is carried between the two looks is in one of them.
    waiting().forEach(entry -> entries.put(entry.id(), entry));
    try {
      table.latest(limit).forEach(entry -> entries.put(entry.id(), entry));
    } catch (SQLException e) {
      throw new IOException("the audit's table can't be read", e);
    }
    return entries.values().stream()
        .sorted(Comparator.comparing(AuditEntry::at).reversed())
        .limit(limit)
        .toList();
  }

  private synchronized List<AuditEntry> waiting() {
    return List.copyOf(pending);
  }

  private synchronized List<AuditEntry> next() {
    return List.copyOf(pending.subList(0, Math.min(BATCH, pending.size())));
  }

  private void carry() {
    try {
      table.migrateOnce();
      for (List<AuditEntry> batch = next(); !batch.isEmpty(); batch = next()) {
        insert(batch);
        carried(batch.size());
      }
      away = false;
    } catch (SQLException | IOException | RuntimeException e) {
      if (!away) {
        log.warn("the audit stays on the disk until the database takes it: {}", e.toString());
      }
      away = true;
    }
  }

  private void insert(List<AuditEntry> batch) throws SQLException, IOException {
    try {
      table.insert(batch);
    } catch (SQLException e) {
      if (!SetAside.isRefusal(e)) {
        throw e;
      }
      insertOneByOne(batch);
    }
  }

  private void insertOneByOne(List<AuditEntry> batch) throws SQLException, IOException {
    for (AuditEntry entry : batch) {
      try {
        table.insert(List.of(entry));
      } catch (SQLException e) {
        if (!SetAside.isRefusal(e)) {
          throw e;
        }
        setAside.put("the audit of " + entry.what(), AuditFile.line(entry), e);
      }
    }
  }

  private synchronized void carried(int count) throws IOException {
    pending.subList(0, count).clear();
    if (pending.isEmpty()) {
      file.clear();
    }
  }

  /// What is not carried yet stays on the disk for the next start.
  @Override
  public void close() {
    carrier.shutdown();
    try {
      if (!carrier.awaitTermination(RETRY_SECONDS, TimeUnit.SECONDS)) {
        carrier.shutdownNow();
      }
      file.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("the audit's file could not be closed", e);
    }
  }
}

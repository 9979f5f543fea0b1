package org.city311.requests.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Directory;
import org.city311.requests.exchange.CsvImport.Mode;
import org.city311.requests.exchange.ImportRun.State;
import org.city311.requests.store.RequestsDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs imports beside other work, one at a time on each server, each in a thread of its own; how far they
/// are stands in the database, for every server. Safe for any thread.
public final class ImportDesk {
  private static final ImportReport NOTHING_YET = new ImportReport(0, 0, 0, 0, List.of());
  private static final Logger log = LoggerFactory.getLogger(ImportDesk.class);

  private final CsvImport imports;
  private final ImportRuns runs;
  private final InstantSource clock;
  private final Semaphore turn = new Semaphore(1);

  public ImportDesk(RequestsDatabase database, Contacts contacts, InstantSource clock) {
    this.imports = new CsvImport(database, contacts, clock);
    this.runs = new ImportRuns(database, clock);
    this.clock = clock;
  }

  public ImportRuns runs() {
    return runs;
  }

  /// Begins an import.
  ///
  /// @param file is deleted when the import has ended, or can't be begun
  /// @param who begins it, 1 to 80 characters
  /// @return the import; empty when another is under way here
  /// @throws SQLException when the database is away: nothing is begun
  public Optional<ImportRun> begin(
      Path file, Mapping mapping, Directory directory, Mode mode, String who)
      throws SQLException, IOException {
    if (!turn.tryAcquire()) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
    Instant now = clock.instant();
    ImportRun run =
        new ImportRun(
            UUID.randomUUID().toString(),
            mapping.source(),
            mode == Mode.REHEARSE,
            who,
            now,
            now,
            State.RUNNING,
            "",
            NOTHING_YET);
    try {
      runs.save(run);
    } catch (SQLException | RuntimeException e) {
      turn.release();
      Files.deleteIfExists(file);
      throw e;
    }
    Thread.ofVirtual().name("import").start(() -> carryOut(run, file, mapping, directory, mode));
    return Optional.of(run);
  }

  private void carryOut(
      ImportRun begun, Path file, Mapping mapping, Directory directory, Mode mode) {
    Progress progress = new Progress(begun);
    try {
      ImportReport report = imports.run(file, mapping, directory, mode, progress::told);
      progress.ended(State.DONE, "", report);
      log.info(
          "import done id={} source={} stored={} known={} refused={}",
          begun.id(),
          mapping.source(),
          report.stored(),
          report.known(),
          report.refused());
    } catch (CsvFault e) {
      progress.ended(State.REFUSED, "line %d: %s".formatted(e.line(), e.text()), NOTHING_YET);
    } catch (IOException | SQLException | RuntimeException e) {
      log.warn("import failed id={} source={}", begun.id(), mapping.source(), e);
      progress.ended(
          State.FAILED, "the database or the disk failed: repeat the import", progress.last);
    } finally {
      turn.release();
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        log.warn("an imported file can't be deleted: {}", file, e);
      }
    }
  }

  private final class Progress {
    private final ImportRun begun;
    private ImportReport last = NOTHING_YET;

    Progress(ImportRun begun) {
      this.begun = begun;
    }

    void told(ImportReport soFar) {
      ended(State.RUNNING, "", soFar);
    }

    /// The import itself goes on if only this can't be written.
    void ended(State state, String fault, ImportReport report) {
      last = report;
      try {
        runs.save(
            new ImportRun(
                begun.id(),
                begun.source(),
                begun.rehearsal(),
                begun.who(),
                begun.startedAt(),
                clock.instant(),
                state,
                fault,
                report));
      } catch (SQLException e) {
        log.warn("how far import {} is can't be written", begun.id(), e);
      }
    }
  }
}

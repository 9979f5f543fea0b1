package org.city311.requests.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Directory;
import org.city311.requests.exchange.CsvReader.Row;
import org.city311.requests.life.Decision.Step;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.ImportedRows;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;

/// Brings the requests of another system in. The file is first read to its end, so that one which can't be
/// read as a whole stores nothing; then rows are stored, a thousand at a time, each whole or not at all. What
/// came in before is left alone, so an import may be repeated, also after a fault. Nobody is written to for what was
/// long ago. Safe for any thread.
public final class CsvImport {
  private static final int ROWS_AT_A_TIME = 1_000;

  /// Parts of the file that are stored side by side.
  private static final int PARTS_AT_ONCE = 2;

  /// When two imports bring the same rows at once, the later finds them known at the second try.
  private static final int TRIES = 3;

  /// Ids that a rehearsal remembers, about 100 MB: of a larger file, one that comes twice may count as new.
  private static final int MAX_REHEARSED = 1_000_000;

  private static final String UNIQUE_VIOLATION = "23505";
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final RequestsDatabase database;
  private final Contacts contacts;
  private final InstantSource clock;

  public CsvImport(RequestsDatabase database, Contacts contacts, InstantSource clock) {
    this.database = database;
    this.contacts = contacts;
    this.clock = clock;
  }

  /// How far to go.
  public enum Mode {
    /// Reads and checks all, looks up what is known, and stores nothing.
    REHEARSE,
    STORE
  }

  /// @param progress is told the report so far after each thousand rows, by one thread at a time
  /// @throws CsvFault when the file can't be read as a whole: nothing is stored then
  /// @throws SQLException when the database is away: what was told as stored is; repeat the import
  public ImportReport run(
      Path file, Mapping mapping, Directory directory, Mode mode, Consumer<ImportReport> progress)
      throws CsvFault, IOException, SQLException {
    readToTheEnd(file, mapping, directory);
    Run run = new Run(mapping, mode, progress);
    try (CsvReader reader = open(file, mapping);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RowReader rows = new RowReader(mapping, directory, header(reader), clock.instant());
      Deque<Future<?>> underWay = new ArrayDeque<>();
      List<Arrival> arrivals = new ArrayList<>();
      Optional<Row> row = reader.next();
      while (row.isPresent()) {
        Optional<Arrival> arrival = rows.read(row.get());
        run.read(arrival.isPresent() ? List.of() : rows.mistakes());
        arrival.ifPresent(arrivals::add);
        row = reader.next();
        if (arrivals.size() == ROWS_AT_A_TIME || row.isEmpty()) {
          List<Arrival> part = arrivals;
          arrivals = new ArrayList<>();
          underWay.add(threads.submit(() -> run.take(part)));
          await(underWay, row.isEmpty() ? 0 : PARTS_AT_ONCE - 1);
        }
      }
      await(underWay, 0);
    }
    return run.report();
  }

  /// Until no more parts than these are under way.
  private static void await(Deque<Future<?>> underWay, int most) throws SQLException, IOException {
    try {
      while (underWay.size() > most) {
        var _ = underWay.remove().get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw new IOException("an import broke off: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("an import was interrupted", e);
    }
  }

  private void readToTheEnd(Path file, Mapping mapping, Directory directory)
      throws CsvFault, IOException {
    try (CsvReader reader = open(file, mapping)) {
      var _ = new RowReader(mapping, directory, header(reader), clock.instant());
      while (reader.next().isPresent()) {
        // Only whether it can be read.
      }
    }
  }

  private static CsvReader open(Path file, Mapping mapping) throws CsvFault, IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(ZIP.length);
    byte[] first = bytes.readNBytes(ZIP.length);
    bytes.reset();
    if (Arrays.equals(first, ZIP)) {
      bytes.close();
      throw new CsvFault(1, "this is a ZIP or Excel file: unpack it, or save it as CSV");
    }
    return new CsvReader(bytes, mapping.file().encoding(), mapping.file().separator());
  }

  private static Row header(CsvReader reader) throws CsvFault, IOException {
    Row header = reader.next().orElseThrow(() -> new CsvFault(1, "an empty file"));
    boolean noText =
        header.fields().stream().anyMatch(f -> f.chars().anyMatch(Character::isISOControl));
    if (noText) {
      throw new CsvFault(1, "control characters in the header: this is no CSV file");
    }
    if (header.isTooLong()) {
      throw new CsvFault(1, "the first line is too long to be a header: this is no CSV file");
    }
    return header;
  }

  /// What has been done; parts tell of themselves from their own threads.
  private final class Run {
    private final Mapping mapping;
    private final Mode mode;
    private final Consumer<ImportReport> progress;
    private final Seen rehearsed = new Seen(MAX_REHEARSED);
    private final List<RowMistake> mistakes = new ArrayList<>();
    private long read;
    private long stored;
    private long known;
    private long refused;

    Run(Mapping mapping, Mode mode, Consumer<ImportReport> progress) {
      this.mapping = mapping;
      this.mode = mode;
      this.progress = progress;
    }

    /// @param found what is wrong with the row; nothing when it is taken
    synchronized void read(List<RowMistake> found) {
      read++;
      if (!found.isEmpty()) {
        refused++;
        if (mistakes.size() < ImportReport.MAX_MISTAKES) {
          mistakes.addAll(found);
        }
      }
    }

    /// Stores a part.
    int take(List<Arrival> arrivals) throws SQLException {
      int fresh = arrivals.isEmpty() ? 0 : store(arrivals);
      synchronized (this) {
        stored += fresh;
        known += arrivals.size() - fresh;
        progress.accept(report());
      }
      return fresh;
    }

    private int store(List<Arrival> arrivals) throws SQLException {
      for (int attempt = 1; ; attempt++) {
        try (Connection connection = database.connection()) {
          Map<String, Arrival> fresh = fresh(connection, arrivals);
          if (mode == Mode.STORE) {
            store(connection, fresh);
          }
          connection.commit();
          return fresh.size();
        } catch (SQLException e) {
          if (attempt == TRIES || !UNIQUE_VIOLATION.equals(e.getSQLState())) {
            throw e;
          }
        }
      }
    }

    /// What is not there yet, each once.
    private Map<String, Arrival> fresh(Connection connection, List<Arrival> arrivals)
        throws SQLException {
      Map<String, Arrival> fresh = new LinkedHashMap<>();
      arrivals.forEach(arrival -> fresh.putIfAbsent(arrival.id(), arrival));
      ImportedRows.known(connection, mapping.source(), fresh.keySet()).forEach(fresh::remove);
      if (mode == Mode.REHEARSE) {
        synchronized (this) {
          fresh.keySet().removeIf(id -> !rehearsed.isNew(id));
        }
      }
      return fresh;
    }

    private void store(Connection connection, Map<String, Arrival> fresh) throws SQLException {
      Iterator<RequestNumber> numbers = Requests.numbers(connection, fresh.size()).iterator();
      Map<String, RequestNumber> made = new LinkedHashMap<>();
      Map<RequestNumber, Contact> known = new LinkedHashMap<>();
      for (Arrival arrival : fresh.values()) {
        RequestNumber number = numbers.next();
        made.put(arrival.id(), number);
        arrival.contact().ifPresent(contact -> known.put(number, contact));
      }
      Map<RequestNumber, String> followers = contacts.addAll(connection, known, clock.instant());
      List<List<Step>> lives = new ArrayList<>();
      made.forEach(
          (id, number) -> {
            Set<String> follows =
                Optional.ofNullable(followers.get(number)).map(Set::of).orElse(Set.of());
            Arrival arrival = Objects.requireNonNull(fresh.get(id));
            lives.add(arrival.life(number, mapping.source(), follows));
          });
      Requests.bring(connection, lives);
      ImportedRows.insert(connection, mapping.source(), made, mapping.publishWords());
    }

    synchronized ImportReport report() {
      return new ImportReport(
          read,
          stored,
          known,
          refused,
          mistakes.subList(0, Math.min(mistakes.size(), ImportReport.MAX_MISTAKES)));
    }
  }
}

package org.city311.loadtest.requests;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.city311.loadtest.requests.Measured.Kind;
import org.city311.loadtest.requests.Measured.Times;
import org.city311.requests.catalogue.CatalogueException;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Attachments;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.Intake;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.exchange.CsvFault;
import org.city311.requests.exchange.CsvImport;
import org.city311.requests.exchange.ImportReport;
import org.city311.requests.exchange.Mapping;
import org.city311.requests.exchange.MappingReader;
import org.city311.requests.store.DatabaseSettings;
import org.city311.requests.store.RequestSearch;
import org.city311.requests.store.RequestsDatabase;

/// Fills a database with a city's requests, as a city that moves in does, and measures what is done with
/// them. The same classes that the server uses, without its HTTP.
public final class RequestsBench {
  private static final double NANOS_IN_A_SECOND = 1e9;

  private final PrintStream out;
  private final Plan plan;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Directory directory = Directory.standard(MadeCity.ZONE);

  public RequestsBench(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// @param requests to be there
  /// @param imported how many more are then imported
  /// @param intakes how many are taken, by `residents` at once
  /// @param duplicateChecks how often is looked for what is near
  /// @param searches how often each kind of search is made
  public record Plan(
      int requests,
      int imported,
      int intakes,
      int residents,
      int duplicateChecks,
      int searches,
      long seed) {}

  /// @param folder for what is imported
  public Measured run(DatabaseSettings settings, Path folder) throws IOException {
    try (RequestsDatabase database = new RequestsDatabase(settings)) {
      return measured(database, folder);
    } catch (IOException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring", e);
    } catch (Exception e) {
      throw new IOException("could not be measured: " + e, e);
    }
  }

  private Measured measured(RequestsDatabase database, Path folder) throws Exception {
    MadeCity city = new MadeCity(plan.seed(), directory.catalogue(), now);
    out.printf("importing %,d requests%n", plan.requests());
    Rate load = imported(database, city, folder, 0, plan.requests());
    out.printf("importing %,d more%n", plan.imported());
    Rate more = imported(database, city, folder, plan.requests(), plan.imported());
    settle(database);
    RequestDesk desk =
        new RequestDesk(() -> directory, database, Attachments.NONE, InstantSource.system());
    out.println("finding types");
    Timed finding = finding();
    out.printf("looking for what is near, %,d times%n", plan.duplicateChecks());
    Timed near = new Timed();
    for (int i = 0; i < plan.duplicateChecks(); i++) {
      String type = city.typeWithDuplicates().id();
      var position = city.position();
      var _ = near.time(() -> desk.lookalikes(type, position));
    }
    out.println("searching");
    Searches.Result searches =
        new Searches(new RequestSearch(database), city, now).run(plan.searches());
    out.printf("taking %,d requests%n", plan.intakes());
    Taking taking = new Taking(desk, city);
    taking.run();
    return new Measured(
        plan.requests(),
        load.perSecond(),
        more.perSecond(),
        taking.perSecond,
        Times.of(taking.times),
        Times.of(finding),
        Times.of(near),
        Times.of(searches.all()),
        searches.kinds().entrySet().stream()
            .map(kind -> new Kind(kind.getKey(), Times.of(kind.getValue())))
            .toList(),
        load.failed() + more.failed() + searches.wrong() + taking.failed);
  }

  /// Looks for each type by its names, of which a letter is missing.
  private Timed finding() throws Exception {
    Timed timed = new Timed();
    for (RequestType type : directory.catalogue().types()) {
      for (String language : List.of("en", "es")) {
        String name = type.name().in(language);
        int middle = name.length() / 2;
        String misspelt = name.substring(0, middle) + name.substring(middle + 1);
        var _ = timed.time(() -> directory.residents().find(misspelt, 3));
      }
    }
    return timed;
  }

  private record Rate(double perSecond, int failed) {}

  private Rate imported(RequestsDatabase database, MadeCity city, Path folder, int first, int count)
      throws IOException, SQLException, CsvFault, CatalogueException {
    Path file = Files.createDirectories(folder).resolve("requests.csv");
    try {
      city.writeCsv(file, first, count);
      Mapping mapping = MappingReader.read("mapping", city.mapping(), directory.catalogue());
      CsvImport imports = new CsvImport(database, new Contacts(database), InstantSource.system());
      long begin = System.nanoTime();
      ImportReport report = imports.run(file, mapping, directory, CsvImport.Mode.STORE, this::told);
      double seconds = (System.nanoTime() - begin) / NANOS_IN_A_SECOND;
      report.mistakes().stream().limit(3).forEach(out::println);
      return new Rate(count / seconds, count - (int) report.stored());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void told(ImportReport soFar) {
    if (soFar.read() % 100_000 == 0) {
      out.printf("  %,d%n", soFar.read());
    }
  }

  /// What PostgreSQL does by itself within minutes.
  private static void settle(RequestsDatabase database) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      for (String table : List.of("request", "history", "follower", "contact", "watch")) {
        statement.execute("vacuum (analyze) requests." + table);
      }
    }
  }

  /// Several residents who report one thing after the other. What they report is made up before.
  private final class Taking {
    private final RequestDesk desk;
    private final List<List<Intake>> residents = new ArrayList<>();
    private final Timed times = new Timed();
    private double perSecond;
    private int failed;

    Taking(RequestDesk desk, MadeCity city) {
      this.desk = desk;
      for (int i = 0; i < plan.residents(); i++) {
        List<Intake> reports = new ArrayList<>();
        for (int n = 0; n < plan.intakes() / plan.residents(); n++) {
          reports.add(city.intake());
        }
        residents.add(reports);
      }
    }

    private record Part(Timed times, int failed) {}

    void run() throws InterruptedException, ExecutionException {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Part>> all = new ArrayList<>();
        residents.forEach(reports -> all.add(() -> report(reports)));
        long begin = System.nanoTime();
        for (Future<Part> part : threads.invokeAll(all)) {
          times.add(part.get().times());
          failed += part.get().failed();
        }
        perSecond = times.count() / ((System.nanoTime() - begin) / NANOS_IN_A_SECOND);
      }
    }

    private Part report(List<Intake> reports) throws Exception {
      Timed timed = new Timed();
      int wrong = 0;
      for (Intake report : reports) {
        Taken taken = timed.time(() -> desk.take(report));
        if (!(taken instanceof Taken.Accepted)) {
          wrong++;
          out.println(taken);
        }
      }
      return new Part(timed, wrong);
    }
  }
}

package org.city311.requests;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.city311.requests.access.Keys;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.contact.Contacts;
import org.city311.requests.contact.Retention;
import org.city311.requests.desk.CalendarFollower;
import org.city311.requests.desk.CalendarWatch;
import org.city311.requests.desk.DirectoryException;
import org.city311.requests.desk.DirectoryFile;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.exchange.ImportFolder;
import org.city311.requests.http.Parts;
import org.city311.requests.notify.LinkDesk;
import org.city311.requests.notify.Notifier;
import org.city311.requests.notify.NotifyMeters;
import org.city311.requests.notify.NotifyParts;
import org.city311.requests.notify.NotifySettings;
import org.city311.requests.store.AttachmentTable;
import org.city311.requests.store.Events;
import org.city311.requests.store.Requests;
import org.city311.requests.store.RequestsDatabase;
import org.city311.requests.watch.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running module, from [#start] until [#close]: the desk, and what looks after its promises.
/// `org.city311.requests.http.RequestsHttp` puts it on the web.
///
/// It starts whether or not the database is there. Without it nothing is taken: whoever asks is told so.
public final class ServiceRequests implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServiceRequests.class);

  private static final Duration RELOAD_EVERY = Duration.ofSeconds(2);
  private static final Duration WATCH_EVERY = Duration.ofSeconds(2);

  /// Of the watch in one turn, so that a great import doesn't keep the others waiting.
  private static final int MAX_PAGES = 50;

  /// So that there is room for others.
  private static final Duration FORGET_FILES_EVERY = Duration.ofMinutes(5);

  private static final Duration SWEEP_EVERY = Duration.ofHours(1);
  private static final Duration KEYS_KEPT = Duration.ofDays(7);
  private static final Duration EVENTS_KEPT = Duration.ofDays(7);
  private static final Duration READER_KEPT = Duration.ofDays(30);

  private final RequestsDatabase database;
  private final Parts parts;
  private final Upkeep upkeep;

  /// Takes its time, as it looks at all files and contacts; nothing waits for it.
  private final Upkeep sweeps;

  private final @Nullable Notifier notifier;
  private final AtomicLong watched = new AtomicLong();

  /// Puts it together; nothing runs yet, and nothing is asked of the database.
  ///
  /// @throws DirectoryException when the catalogue or the areas have mistakes
  public ServiceRequests(RequestsOptions options) throws DirectoryException {
    DirectoryFile directory = new DirectoryFile(options.directory());
    database = new RequestsDatabase(options.database());
    AttachmentFiles files =
        new AttachmentFiles(
            options.data().resolve("attachments"), new AttachmentTable(database), options.clock());
    RequestDesk desk = new RequestDesk(directory, database, files, options.clock());
    parts =
        new Parts(
            options.organisation(),
            desk,
            files,
            database,
            new Contacts(database),
            new Keys(database),
            new ImportFolder(options.data().resolve("imports")),
            options.adminToken(),
            new LinkDesk(options.telling().linkKey(), desk, database, options.clock()),
            options.publicSettings(),
            options.clock());
    upkeep = new Upkeep("requests-upkeep", tasks(directory, files, options.clock()));
    sweeps = new Upkeep("requests-sweeps", sweeps(files, options));
    notifier = notifier(directory, options);
    bindTo(options.registry(), directory);
  }

  private @Nullable Notifier notifier(DirectoryFile directory, RequestsOptions options) {
    NotifySettings settings = options.telling();
    if (settings.mail().isEmpty() && settings.texts().isEmpty()) {
      log.info(
          "residents are not told of their requests: the configuration has no mail and no texts");
      return null;
    }
    if (String.valueOf(options.organisation().site().getHost()).startsWith("127.")) {
      log.warn("links in messages lead to this machine: set requests.site");
    }
    Notifier made =
        new Notifier(
            new NotifyParts(
                database,
                new Requests(database),
                new Events(database),
                parts.contacts(),
                () -> directory.get().catalogue(),
                options.clock()),
            settings);
    new NotifyMeters(made).bindTo(options.registry());
    return made;
  }

  private List<Upkeep.Task> tasks(
      DirectoryFile directory, AttachmentFiles files, InstantSource clock) {
    CalendarWatch calendars = new CalendarWatch(new CalendarFollower(database));
    Watch watch = new Watch(database, directory);
    return List.of(
        new Upkeep.Task("reload", RELOAD_EVERY, () -> reload(directory, calendars, clock)),
        new Upkeep.Task("watch", WATCH_EVERY, () -> watch(watch, clock)),
        new Upkeep.Task("waiting-files", FORGET_FILES_EVERY, files::forgetWaiting));
  }

  private List<Upkeep.Task> sweeps(AttachmentFiles files, RequestsOptions options) {
    InstantSource clock = options.clock();
    Retention retention = new Retention(database, files::remove, options.retention());
    Events events = new Events(database);
    return List.of(
        new Upkeep.Task(
            "retention",
            SWEEP_EVERY,
            () -> {
              Instant now = clock.instant();
              retention.sweep(now);
              parts.desk().forgetKeys(now.minus(KEYS_KEPT));
              events.forget(now.minus(EVENTS_KEPT), now.minus(READER_KEPT));
            }),
        new Upkeep.Task(
            "files",
            SWEEP_EVERY,
            () -> {
              files.sweep();
              parts.imports().sweep(clock.instant());
            }));
  }

  /// Whoever changes a calendar wants it to count soon.
  private static void reload(DirectoryFile directory, CalendarWatch calendars, InstantSource clock)
      throws SQLException {
    directory.reload();
    int _ = calendars.look(directory.get(), clock.instant());
  }

  private void watch(Watch watch, InstantSource clock) throws SQLException {
    int looked = Watch.AT_A_TIME;
    for (int page = 0; page < MAX_PAGES && looked == Watch.AT_A_TIME; page++) {
      looked = watch.look(clock.instant());
      watched.addAndGet(looked);
    }
  }

  private void bindTo(MeterRegistry registry, DirectoryFile directory) {
    Gauge.builder("city311.requests.catalogue.mistakes", directory, d -> d.mistakes().size())
        .description("Mistakes in the catalogue's files, for which the one before stays in force")
        .strongReference(true)
        .register(registry);
    FunctionCounter.builder("city311.requests.watched", watched, AtomicLong::get)
        .description("Requests looked at for what their clock reaches")
        .register(registry);
    FunctionCounter.builder(
            "city311.requests.upkeep.failures",
            this,
            all -> all.upkeep.failures() + all.sweeps.failures())
        .description("Reloads, watches and sweeps that failed and are tried again")
        .register(registry);
  }

  /// Starts what is done again and again; waits for nothing.
  public void start() {
    upkeep.start();
    sweeps.start();
    if (notifier != null) {
      notifier.start();
    }
  }

  /// What its routes are made of.
  public Parts parts() {
    return parts;
  }

  @Override
  public void close() {
    upkeep.close();
    sweeps.close();
    if (notifier != null) {
      notifier.close();
    }
    database.close();
  }
}

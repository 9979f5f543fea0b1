package org.city311.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.city311.ivr.event.CentreEvent;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.line.CallerHistory;
import org.city311.metrics.live.City;
import org.city311.metrics.live.DayReload;
import org.city311.metrics.live.LiveFigures;
import org.city311.metrics.live.LiveWaits;
import org.city311.metrics.meter.CentreMeters;
import org.city311.metrics.meter.JvmMeters;
import org.city311.metrics.meter.PrometheusPage;
import org.city311.metrics.meter.RecordMeters;
import org.city311.metrics.meter.WaitMeters;
import org.city311.metrics.record.CallRecorder;
import org.city311.metrics.record.CallRecords;
import org.city311.metrics.record.MetricsDatabase;
import org.city311.metrics.record.Outbox;
import org.city311.metrics.record.OutboxDrain;
import org.city311.metrics.record.PastCalls;
import org.city311.metrics.record.PastSurveys;
import org.city311.metrics.record.WrapUps;
import org.city311.metrics.report.IvrReports;
import org.city311.metrics.report.SurveyReports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running module: it records calls, keeps the live figures and counts for Prometheus, from
/// [#start] until [#close]. `org.city311.metrics.http.MetricsHttp` puts it on the web.
///
/// It starts whether or not the database is there: figures then begin at zero, and today's earlier
/// calls are added when it comes.
public final class Metrics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Metrics.class);

  private final PrometheusPage page = new PrometheusPage();
  private final JvmMeters jvm = new JvmMeters(page.registry());
  private final LiveFigures figures;
  private final CentreMeters meters;
  private final WaitMeters waitMeters;
  private final MetricsDatabase database;
  private final Outbox outbox;
  private final CallRecorder recorder;
  private final OutboxDrain drain;
  private final DayReload reload;
  private final City city;
  private final PastSurveys surveys;
  private final CentreFeed feed;
  private CentreFeed.@Nullable Subscription watching;

  private Metrics(MetricsOptions options, CentreFeed feed) {
    this.feed = feed;
    city = options.city();
    LiveWaits waits = new LiveWaits(options.ageing(), options.clock());
    figures = new LiveFigures(options.city(), waits, options.clock());
    waitMeters = new WaitMeters(page.registry(), waits);
    meters = new CentreMeters(page.registry(), figures);
    database = new MetricsDatabase(options.database());
    outbox = new Outbox(options.outbox(), options.outboxLimitBytes());
    recorder = new CallRecorder(feed, outbox);
    drain = new OutboxDrain(outbox, database, figures::add);
    reload = new DayReload(figures, new CallRecords(database));
    surveys = new PastSurveys(database, options.clock());
    new RecordMeters(outbox, recorder, drain, database).bindTo(page.registry());
  }

  /// Starts it, and waits for nothing.
  public static Metrics start(MetricsOptions options, CentreFeed feed) {
    Metrics metrics = new Metrics(options, feed);
    metrics.begin();
    return metrics;
  }

  private void begin() {
    reload.start();
    drain.start();
    recorder.start();
    watching = feed.subscribe("live-figures", this::watch);
  }

  private void watch(CentreEvent event) {
    figures.on(event);
    meters.on(event);
    waitMeters.on(event);
    if (event instanceof CentreEvent.Snapshot) {
      reload.soon();
    }
  }

  /// The figures of this moment and of today.
  public LiveFigures figures() {
    return figures;
  }

  /// Where other parts register meters of their own.
  public MeterRegistry registry() {
    return page.registry();
  }

  /// What Prometheus reads.
  public PrometheusPage page() {
    return page;
  }

  /// Whether the database was there at the last attempt. Calls and figures go on without it.
  public boolean isDatabaseUp() {
    return database.isUp();
  }

  /// What the call records know of callers, for the flows.
  public CallerHistory history(PastCalls.Windows windows) {
    return new PastCalls(database, windows, InstantSource.system());
  }

  /// Whether a number has answered the questions after a talk within a time; true also while nobody knows.
  public CompletableFuture<Boolean> wasAskedOfLate(String ani, Duration within) {
    return surveys.wasAsked(ani, within);
  }

  /// Whose figures they are.
  public City city() {
    return city;
  }

  /// How callers fared in the IVR.
  public IvrReports ivrReports() {
    return new IvrReports(database);
  }

  /// What callers answered after the talk.
  public SurveyReports surveyReports() {
    return new SurveyReports(database);
  }

  /// What agents say of calls.
  public WrapUps wrapUps() {
    return new WrapUps(database);
  }

  /// The calls that have ended.
  public CallRecords records() {
    return new CallRecords(database);
  }

  /// Stops in order: no more events; what came is put on the disk and confirmed; what is on the disk
  /// is carried to the database, for a few seconds at most, and otherwise stays for the next start.
  @Override
  public void close() {
    if (watching != null) {
      watching.close();
    }
    recorder.close();
    drain.close();
    reload.close();
    try {
      outbox.close();
    } catch (IOException e) {
      log.warn("The outbox could not be closed", e);
    }
    database.close();
    jvm.close();
    page.close();
  }
}

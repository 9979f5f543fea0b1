package org.city311.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.city311.gateway.accounts.AccountsDatabase;
import org.city311.gateway.audit.AuditLog;
import org.city311.gateway.http.BearerToken;
import org.city311.gateway.recording.LegRecording;
import org.city311.gateway.recording.RecordingFigures;
import org.city311.gateway.recording.RecordingKeeper;
import org.city311.gateway.recording.RecordingKey;
import org.city311.gateway.recording.RecordingKeys;
import org.city311.gateway.recording.RecordingTerms;
import org.city311.gateway.recording.Recordings;
import org.city311.gateway.recording.Spool;
import org.city311.gateway.recording.TalkRecorder;
import org.city311.gateway.recording.Talks;
import org.city311.gateway.recording.Vault;
import org.city311.gateway.recording.http.RecordingKeyRoutes;
import org.city311.gateway.recording.http.RecordingRoutes;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.switchboard.Recorder;
import org.city311.metrics.meter.Meters;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.server.config.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recordings of talks, put together: what the switch is asked for, the files, the database, and the routes.
final class CallRecordings implements MeterBinder, AutoCloseable {
  private static final int WORK_EVERY_SECONDS = 2;
  private static final Logger log = LoggerFactory.getLogger(CallRecordings.class);

  private final CallCentre centre;
  private final RecordingTerms terms;
  private final RecordingFigures figures = new RecordingFigures();
  private final AccountsDatabase database;
  private final Vault vault;
  private final RecordingKey key;
  private final TalkRecorder talks;
  private final RecordingKeeper keeper;
  private final ScheduledExecutorService work =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("recordings").daemon().factory());
  private CentreFeed.@Nullable Subscription talking;

  /// @param keys of [Secrets#RECORDINGS]
  /// @throws StartException if recordings can't be kept
  CallRecordings(
      Configuration configuration,
      CallCentre centre,
      Recorder recorder,
      DatabaseSettings settings,
      String keys)
      throws StartException {
    this.centre = centre;
    this.terms = configuration.recording();
    InstantSource clock = InstantSource.system();
    Path folder = configuration.shared().resolve("talks");
    Spool spool;
    try {
      this.vault = new Vault(folder.resolve("kept"), RecordingKeys.cipher(keys));
      spool = new Spool(folder.resolve("spool"), clock);
    } catch (IOException e) {
      throw new StartException(
          StartException.MACHINE, "recordings can't be kept in " + folder + ": " + e);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          StartException.CONFIGURATION,
          Secrets.RECORDINGS
              + " in secrets.properties can't be used: "
              + e.getMessage()
              + "; with another key, recordings made before can't be played");
    }
    this.database = new AccountsDatabase(settings.url(), settings.user(), settings.password());
    Talks floor = new Talks(new Floor());
    LegRecording recording = new LegRecording(recorder, spool, terms, figures, clock);
    this.key = new RecordingKey(floor, recorder, recording);
    this.talks = new TalkRecorder(floor, recording, figures, clock);
    this.keeper =
        new RecordingKeeper(
            new RecordingKeeper.Parts(recorder, spool, vault, database),
            talks,
            terms,
            figures,
            clock);
  }

  /// Whether callers of a skill group are told that talks are recorded.
  static boolean isTold(Configuration configuration, Routing routing, SkillGroupId group) {
    return configuration.recording().announced()
        && routing.group(group).filter(each -> each.recorded() != RecordingRule.NEVER).isPresent();
  }

  void mount(Router router, AuditLog audit, String token) {
    BearerToken programs = new BearerToken(token);
    new RecordingRoutes(
            new Recordings(database, vault), terms, audit, programs, InstantSource.system())
        .mount(router);
    new RecordingKeyRoutes(key, programs).mount(router);
  }

  void start() {
    talking = centre.subscribeWhereLed("talk-recorder", talks);
    var _ =
        work.scheduleWithFixedDelay(
            this::work, WORK_EVERY_SECONDS, WORK_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void work() {
    try {
      if (centre.leads()) {
        keeper.work();
      }
    } catch (RuntimeException e) {
      log.error("a fault with recordings; trying again in {} s", WORK_EVERY_SECONDS, e);
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    new Meters(registry)
        .counter("recordings.begun", "Recordings begun", figures, RecordingFigures::begun)
        .counter("recordings.kept", "Recordings encrypted", figures, RecordingFigures::kept)
        .counter(
            "recordings.no.room",
            "Talks not recorded as there was no room",
            figures,
            RecordingFigures::noRoom)
        .counter(
            "recordings.not.told",
            "Talks not recorded as the resident had not been told",
            figures,
            RecordingFigures::notTold)
        .counter(
            "recordings.failed",
            "Steps of recording that failed and are tried again",
            figures,
            RecordingFigures::failed)
        .counter(
            "recordings.expired",
            "Recordings removed as their time was over",
            figures,
            RecordingFigures::expired)
        .gauge(
            "recordings.bytes",
            "What recordings take on the disk, as the leader knows it",
            figures,
            RecordingFigures::bytes)
        .gauge(
            "recordings.limit.bytes",
            "What they may take; beyond it none begins",
            terms,
            RecordingTerms::mostBytes);
  }

  @Override
  public void close() {
    work.shutdown();
    try {
      if (!work.awaitTermination(5, TimeUnit.SECONDS)) {
        log.info("a recording is left for the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (talking != null) {
      talking.close();
    }
    database.close();
  }

  /// What this node sees of the centre.
  private final class Floor implements Talks.Centre {
    @Override
    public Optional<Agent> agent(AgentId id) {
      return centre.agent(id);
    }

    @Override
    public Optional<Call> call(CallId id) {
      return centre.call(id);
    }

    @Override
    public Routing routing() {
      return centre.routing();
    }
  }
}

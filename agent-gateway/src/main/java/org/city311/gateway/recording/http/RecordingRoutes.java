package org.city311.gateway.recording.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.http.Guarded;
import org.city311.gateway.accounts.http.Who;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.city311.gateway.recording.Recording;
import org.city311.gateway.recording.RecordingId;
import org.city311.gateway.recording.RecordingTerms;
import org.city311.gateway.recording.Recordings;
import org.city311.ivr.call.CallId;

/// `GET /api/calls/{call}/recordings`: which recordings a call has. `GET /api/recordings/{id}/audio`: the sound
/// of one, or a part of it. `DELETE /api/recordings/{id}` removes one.
///
/// A playing and a removal are in the audit before they are done, and are not done if that can't be.
public final class RecordingRoutes {
  private static final String MISSING =
      "no such recording; GET /api/calls/CALL/recordings lists those of a call";

  private final Recordings recordings;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Hearing hearing;
  private final Handler<RoutingContext> programs;
  private final Listeners listeners;
  private final Waiting waiting = new Waiting();

  /// @param programs lets programs with the API token through, and answers the others itself
  public RecordingRoutes(
      Recordings recordings,
      RecordingTerms terms,
      AuditLog audit,
      Handler<RoutingContext> programs,
      InstantSource clock) {
    this.recordings = recordings;
    this.audit = audit;
    this.clock = clock;
    this.hearing = new Hearing(terms);
    this.programs = programs;
    this.listeners = new Listeners(clock);
  }

  public void mount(Router router) {
    Guarded mayHear = hearing.guard().orProgramsBy(programs);
    Guarded mayRemove = Guarded.by(Set.of(Role.ADMINISTRATOR)).orProgramsBy(programs);
    router.get("/api/calls/:call/recordings").handler(mayHear).handler(this::list);
    router.get("/api/recordings/:id/audio").handler(mayHear).handler(this::play);
    router.delete("/api/recordings/:id").handler(mayRemove).handler(this::remove);
  }

  private void list(RoutingContext context) {
    String call = context.pathParam("call");
    if (call.isEmpty() || call.length() > 150) {
      Json.error(context, 404, "no such call");
      return;
    }
    waiting.run(
        context,
        () ->
            Json.answer(
                context,
                200,
                Json.of(
                    recordings.ofCall(new CallId(call)).stream()
                        .filter(recording -> hearing.allows(context, recording))
                        .toList())));
  }

  private void play(RoutingContext context) {
    waiting.run(
        context,
        () -> {
          Optional<Recording> found = find(context);
          if (found.isEmpty()) {
            Json.error(context, 404, MISSING);
          } else if (!hearing.allows(context, found.get())) {
            Json.error(context, 403, "your account may not hear this; ask an administrator");
          } else {
            play(context, found.get());
          }
        });
  }

  private void play(RoutingContext context, Recording recording) throws IOException {
    ByteRange.Asked asked = ByteRange.of(context.request().getHeader("Range"), recording.bytes());
    try (SeekableByteChannel sound = recordings.open(recording)) {
      note(context, recording, asked);
      SoundAnswer.send(context, sound, recording.bytes(), asked);
    }
  }

  private void note(RoutingContext context, Recording recording, ByteRange.Asked asked)
      throws IOException {
    boolean beginning =
        switch (asked) {
          case ByteRange.Asked.Whole _ -> true;
          case ByteRange.Asked.Part part -> part.range().from() == 0;
          case ByteRange.Asked.Outside _ -> false;
        };
    String who = Who.name(context);
    if (!(asked instanceof ByteRange.Asked.Outside)
        && listeners.begins(who, recording.id(), beginning)) {
      try {
        audit.write(entry(context, "PLAY", recording));
      } catch (IOException e) {
        listeners.forget(who, recording.id());
        throw e;
      }
    }
  }

  private void remove(RoutingContext context) {
    waiting.run(
        context,
        () -> {
          Optional<Recording> found = find(context);
          if (found.isEmpty()) {
            Json.error(context, 404, MISSING);
            return;
          }
          audit.write(entry(context, "DELETE", found.get()));
          recordings.remove(found.get());
          context.response().setStatusCode(204).end();
        });
  }

  private Optional<Recording> find(RoutingContext context) throws SQLException {
    Optional<RecordingId> id = RecordingId.parse(context.pathParam("id"));
    return id.isEmpty() ? Optional.empty() : recordings.find(id.get());
  }

  private AuditEntry entry(RoutingContext context, String verb, Recording recording) {
    JsonObject which = Json.of(recording);
    which.remove("id");
    return new AuditEntry(
        UUID.randomUUID().toString(),
        clock.instant(),
        Who.name(context),
        String.valueOf(context.request().remoteAddress().hostAddress()),
        verb + " recording " + recording.id(),
        which.encode(),
        null,
        null);
  }
}

package org.city311.flows.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.city311.flows.message.Message;
import org.city311.flows.message.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/messages`: what residents left.
///
/// `GET /api/messages` lists all, the oldest first; `?done=false` only those that are to be worked off.
/// `GET /api/messages/{id}/audio` is a recording, in WAV. `PUT /api/messages/{id}/done` says that a
/// person has worked it off, which is audited.
public final class MessageRoutes {
  private static final String UNKNOWN = "no such message; GET /api/messages lists them";
  private static final Logger log = LoggerFactory.getLogger(MessageRoutes.class);

  private final Messages messages;
  private final Staff staff;

  /// @param staff who may read messages
  public MessageRoutes(Messages messages, Staff staff) {
    this.messages = messages;
    this.staff = staff;
  }

  public void mount(Router router) {
    router.route("/api/messages*").handler(staff.guard());
    router.get("/api/messages").handler(this::list);
    router.get("/api/messages/:id/audio").handler(this::audio);
    router.put("/api/messages/:id/done").handler(this::done);
  }

  private void list(RoutingContext context) {
    boolean openOnly = "false".equals(context.request().getParam("done"));
    fromDisk(
        context,
        messages::list,
        all -> {
          JsonArray json = new JsonArray();
          all.stream()
              .filter(message -> !openOnly || message.done() == null)
              .forEach(message -> json.add(json(message)));
          new Answer(200, json).to(context);
        });
  }

  private void audio(RoutingContext context) {
    fromDisk(
        context,
        () -> messages.audio(context.pathParam("id")),
        file -> {
          if (file.isEmpty()) {
            Answer.error(404, UNKNOWN).to(context);
            return;
          }
          context
              .response()
              .putHeader(HttpHeaders.CONTENT_TYPE, "audio/wav")
              .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
              .sendFile(file.get().toString())
              .onFailure(context::fail);
        });
  }

  private void done(RoutingContext context) {
    String id = context.pathParam("id");
    Staff.By by = staff.by(context);
    fromDisk(
        context,
        () -> done(id, by),
        (Optional<Message> message) -> {
          message.ifPresent(now -> log.info("message worked off: callId={}", now.call()));
          message
              .map(now -> new Answer(200, json(now)))
              .orElseGet(() -> Answer.error(404, UNKNOWN))
              .to(context);
        });
  }

  private Optional<Message> done(String id, Staff.By by) throws IOException {
    if (messages.find(id).filter(message -> message.done() == null).isPresent()) {
      by.changes("PUT message done " + id, "{\"done\":false}", "{\"done\":true}");
    }
    return messages.done(id);
  }

  private static <T> void fromDisk(
      RoutingContext context, Callable<T> question, Consumer<T> answer) {
    context
        .vertx()
        .executeBlocking(question, false)
        .onSuccess(answer::accept)
        .onFailure(
            e -> {
              log.error("messages can't be read", e);
              String why =
                  e instanceof IOException ? "the disk fails: look into the log" : "a fault";
              Answer.error(500, why).to(context);
            });
  }

  private static JsonObject json(Message message) {
    JsonObject json =
        new JsonObject()
            .put("id", message.id())
            .put("call_id", message.call().value())
            .put("kind", message.kind().name().toLowerCase(Locale.ROOT))
            .put("number", message.number())
            .put("language", message.language().tag())
            .put("group", message.group() == null ? null : message.group().value())
            .put("at", message.at().toString())
            .put("seconds", message.seconds());
    return json.put("done", message.done() == null ? null : message.done().toString())
        .put("request", message.request() == null ? null : message.request().value());
  }
}

package org.city311.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.city311.gateway.accounts.Actor;
import org.city311.gateway.accounts.http.Who;
import org.city311.gateway.audit.AuditEntry;
import org.city311.gateway.audit.AuditLog;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.routing.Naming;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the changes that come by HTTP: each is checked as a whole, then written to the audit, then
/// made. What can't be audited is not made; what was audited and then not made is audited as such.
///
/// Work that waits is done on Vert.x's worker threads.
public final class ChangeDesk {
  /// How long the centre may take for a change.
  private static final long PATIENCE_SECONDS = 3;

  /// How often a change is made anew on top of another that came in between.
  private static final int TRIES = 3;

  private static final Logger log = LoggerFactory.getLogger(ChangeDesk.class);

  private final CallCentre centre;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Function<Routing, List<String>> leftToDo;
  private volatile @Nullable Tagged tagged;

  /// @param leftToDo what a person has yet to do by hand so that such a routing works
  public ChangeDesk(
      CallCentre centre,
      AuditLog audit,
      InstantSource clock,
      Function<Routing, List<String>> leftToDo) {
    this.centre = centre;
    this.audit = audit;
    this.clock = clock;
    this.leftToDo = leftToDo;
  }

  CallCentre centre() {
    return centre;
  }

  AuditLog audit() {
    return audit;
  }

  /// What a change comes to.
  sealed interface Draft {}

  /// @param before what it was, and `after` what it is to be; null for nothing
  record Valid(Routing to, @Nullable JsonObject before, @Nullable JsonObject after)
      implements Draft {}

  /// @param mistakes all of them
  record Refused(List<String> mistakes) implements Draft {}

  /// There is nothing to change or remove.
  ///
  /// @param whatToDo what the client can do about it
  record NotThere(String whatToDo) implements Draft {}

  /// What becomes of something that is named, when it is to be what the body says.
  @FunctionalInterface
  interface Put {
    Draft draft(Routing from, String id, JsonObject body);
  }

  /// A routing's tag.
  private record Tagged(Routing routing, String tag) {}

  /// What is answered.
  private record Answer(int status, @Nullable String tag, JsonObject body) {}

  /// Names this routing among all others, for `ETag` and `If-Match`. Made once for each: that of many
  /// agents takes long, and the live boards share the thread of those who ask.
  @SuppressWarnings("ReferenceEquality") // To compare two routings takes as long as to name one.
  String tag(Routing routing) {
    Tagged known = tagged;
    if (known == null || known.routing() != routing) {
      known = new Tagged(routing, "\"" + RoutingJson.digest(routing) + "\"");
      tagged = known;
    }
    return known.tag();
  }

  /// Adds or replaces what the path names, by what the body says.
  ///
  /// @param kind such as `agent`
  void put(RoutingContext context, String kind, Put put) {
    Optional<String> id = Requests.id(context);
    if (id.isEmpty()) {
      Answers.error(context, 400, kind + " ids are " + Naming.ID_ALLOWED);
      return;
    }
    Requests.body(context)
        .ifPresent(
            body ->
                change(
                    context,
                    "PUT " + kind + " " + id.get(),
                    from -> put.draft(from, id.get(), body)));
  }

  /// Removes what the path names.
  ///
  /// @param kind such as `agent`
  void delete(RoutingContext context, String kind, BiFunction<Routing, String, Draft> removed) {
    Requests.id(context)
        .ifPresentOrElse(
            id -> change(context, "DELETE " + kind + " " + id, from -> removed.apply(from, id)),
            () -> Answers.error(context, 404, "no such " + kind));
  }

  /// Changes the routing and answers.
  ///
  /// @param what such as `PUT skill-group water`
  /// @param draft makes the change on top of a routing
  private void change(RoutingContext context, String what, Function<Routing, Draft> draft) {
    String ifMatch = context.request().getHeader(HttpHeaders.IF_MATCH);
    Actor by = by(context);
    answer(context, () -> changed(what, by, ifMatch, draft));
  }

  private Answer changed(
      String what, Actor by, @Nullable String ifMatch, Function<Routing, Draft> draft)
      throws InterruptedException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Routing from = centre.routing();
      if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(tag(from))) {
        return error(412, "somebody has changed it meanwhile: GET it again, and change that");
      }
      switch (draft.apply(from)) {
        case NotThere notThere -> {
          return error(404, notThere.whatToDo());
        }
        case Refused refused -> {
          return new Answer(
              400,
              null,
              new JsonObject()
                  .put("error", "nothing was changed; mend all mistakes and send it again")
                  .put("mistakes", new JsonArray(refused.mistakes())));
        }
        case Valid valid -> {
          AuditEntry entry = entry(by, what, text(valid.before()), text(valid.after()));
          Optional<Answer> answer =
              audited(
                  entry,
                  () -> centre.reroute(from, valid.to()),
                  made -> made ? Optional.of(done(valid)) : Optional.empty());
          if (answer.isPresent()) {
            return answer.get();
          }
        }
      }
    }
    return error(503, "others change it all the time; try again in a second");
  }

  private Answer done(Valid valid) {
    JsonObject body = valid.after() == null ? new JsonObject() : valid.after().copy();
    List<String> toDo = leftToDo.apply(valid.to());
    if (!toDo.isEmpty()) {
      body.put("to_do", new JsonArray(toDo));
    }
    return new Answer(valid.before() == null ? 201 : 200, tag(valid.to()), body);
  }

  /// Does something to one agent and answers with what is then shown.
  void act(
      RoutingContext context,
      String what,
      JsonObject before,
      @Nullable JsonObject after,
      Supplier<CompletableFuture<Optional<JsonObject>>> action) {
    Actor by = by(context);
    answer(
        context,
        () ->
            audited(
                    entry(by, what, before.encode(), text(after)),
                    action,
                    now -> now.map(json -> new Answer(200, null, json)))
                .orElseGet(() -> error(404, "no such agent; GET /api/agents lists them")));
  }

  /// Why something was not done.
  ///
  /// @param text for people
  /// @param why one word for programs
  public record Refusal(String text, String why) {}

  /// Does something that may be refused, and answers with an empty object where it is done. The audit has both.
  ///
  /// @param wish what was asked for
  /// @param action what it came to: empty for done
  public void actOrRefuse(
      RoutingContext context,
      String what,
      JsonObject wish,
      Supplier<CompletableFuture<Optional<Refusal>>> action) {
    AuditEntry entry = entry(by(context), what, null, wish.encode());
    answer(
        context,
        () ->
            audited(entry, action, came -> Optional.of(came(entry, came)))
                .orElseGet(() -> error(503, "try again in a second")));
  }

  private Answer came(AuditEntry entry, Optional<Refusal> refusal) {
    if (refusal.isEmpty()) {
      return new Answer(200, null, new JsonObject());
    }
    write(entry, "refused: " + refusal.get().why());
    return new Answer(
        409,
        null,
        new JsonObject().put("error", refusal.get().text()).put("why", refusal.get().why()));
  }

  /// @param result what the outcome means for the client; empty if nothing was changed after all
  private <T> Optional<Answer> audited(
      AuditEntry entry, Supplier<CompletableFuture<T>> action, Function<T, Optional<Answer>> result)
      throws InterruptedException {
    try {
      audit.write(entry);
    } catch (IOException e) {
      log.error("the audit can't be written, so nothing is changed", e);
      return Optional.of(error(503, "the audit can't be written, so nothing was changed"));
    }
    try {
      Optional<Answer> answer = result.apply(action.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      log.info("by HTTP: {} from={} done={}", entry.what(), entry.address(), answer.isPresent());
      if (answer.isEmpty()) {
        write(entry, "not made: something else was changed meanwhile");
      }
      return answer;
    } catch (ExecutionException | TimeoutException e) {
      log.warn("not made for sure: {}", entry.what(), e);
      write(entry, "not known to be made: " + e);
      return Optional.of(error(503, "the centre is too busy; try again in a second"));
    }
  }

  private void write(AuditEntry entry, String outcome) {
    try {
      audit.write(
          new AuditEntry(
              UUID.randomUUID().toString(),
              clock.instant(),
              entry.who(),
              entry.address(),
              entry.what(),
              entry.before(),
              entry.after(),
              outcome));
    } catch (IOException e) {
      log.error("the audit can't be written: {} {}", entry.what(), outcome, e);
    }
  }

  private AuditEntry entry(Actor by, String what, @Nullable String before, @Nullable String after) {
    return new AuditEntry(
        UUID.randomUUID().toString(),
        clock.instant(),
        by.who(),
        by.address(),
        what,
        before,
        after,
        null);
  }

  private static Actor by(RoutingContext context) {
    return new Actor(
        Who.name(context), String.valueOf(context.request().remoteAddress().hostAddress()));
  }

  private static @Nullable String text(@Nullable JsonObject json) {
    return json == null ? null : json.encode();
  }

  private static Answer error(int status, String whatToDo) {
    return new Answer(status, null, new JsonObject().put("error", whatToDo));
  }

  @FunctionalInterface
  private interface Work {
    Answer answer() throws InterruptedException;
  }

  private static void answer(RoutingContext context, Work work) {
    context
        .vertx()
        .executeBlocking(work::answer, false)
        .onSuccess(
            answer -> {
              if (answer.tag() != null) {
                context.response().putHeader(HttpHeaders.ETAG, answer.tag());
              }
              context.response().setStatusCode(answer.status());
              Answers.json(context, answer.body());
            })
        .onFailure(
            e -> {
              log.error("a change failed", e);
              Answers.error(context, 500, "a fault of ours; the log says which");
            });
  }
}

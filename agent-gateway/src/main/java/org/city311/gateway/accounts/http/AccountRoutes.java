package org.city311.gateway.accounts.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.AccountDesk;
import org.city311.gateway.accounts.Actor;
import org.city311.gateway.accounts.Workplaces;

/// `/api/accounts`: who may sign in.
///
/// `GET` lists all. `PUT /api/accounts/{name}` changes one, what is left out stays. `POST /api/accounts/{name}`
/// adds one, and `POST /api/accounts/{name}/password` gives one another password: both answer with a password
/// that is shown once and good only to choose another. `DELETE /api/accounts/{name}/sessions` signs one out
/// everywhere. None is removed, as the audit speaks of it: it is disabled.
///
/// An agent or department that is not there is refused where it is named anew. One that was taken away later stays, and
/// stands in the account's `missing`, so that it can be changed in its own time.
public final class AccountRoutes {
  private static final String PATH = "/api/accounts";
  private static final String MISSING = "no such account; GET " + PATH + " lists them";

  private final AccountDesk desk;
  private final Workplaces workplaces;
  private final Handler<RoutingContext> guard;
  private final Function<HttpServerRequest, String> address;
  private final Blocking blocking = new Blocking();

  /// @param workplaces what accounts may name
  /// @param guard lets through who may administer accounts, and answers the others itself
  /// @param address where a request comes from: an IP address
  public AccountRoutes(
      AccountDesk desk,
      Workplaces workplaces,
      Handler<RoutingContext> guard,
      Function<HttpServerRequest, String> address) {
    this.desk = desk;
    this.workplaces = workplaces;
    this.guard = guard;
    this.address = address;
  }

  public void mount(Router router) {
    router.route(PATH + "*").handler(guard);
    router.get(PATH).handler(this::list);
    router.get(PATH + "/:name").handler(this::show);
    Bodies.taking(router.post(PATH + "/:name"), this::add);
    Bodies.taking(router.put(PATH + "/:name"), this::change);
    router.post(PATH + "/:name/password").handler(this::resetPassword);
    router.delete(PATH + "/:name/sessions").handler(this::endSessions);
  }

  private void list(RoutingContext context) {
    blocking.run(
        context,
        () -> {
          JsonArray all = new JsonArray();
          desk.all().forEach(account -> all.add(written(account)));
          return Blocking.json(200, new JsonObject().put("accounts", all));
        });
  }

  private void show(RoutingContext context) {
    String name = context.pathParam("name");
    blocking.run(
        context,
        () ->
            desk.find(name)
                .map(account -> Blocking.json(200, written(account)))
                .orElseGet(() -> Blocking.error(404, MISSING)));
  }

  private void add(RoutingContext context, JsonObject body) {
    List<String> mistakes = new ArrayList<>();
    Optional<Account> wish =
        AccountJson.read(context.pathParam("name"), body, mistakes)
            .filter(account -> isThere(Optional.empty(), account, mistakes));
    if (wish.isEmpty()) {
      refuse(context, mistakes);
      return;
    }
    Actor actor = actor(context);
    blocking.run(context, () -> answer(201, desk.add(wish.get(), actor)));
  }

  private void change(RoutingContext context, JsonObject body) {
    String name = context.pathParam("name");
    Actor actor = actor(context);
    blocking.run(
        context,
        () -> {
          List<String> mistakes = new ArrayList<>();
          AccountDesk.Outcome outcome =
              desk.change(name, account -> changed(account, body, mistakes), actor);
          return mistakes.isEmpty() ? answer(200, outcome) : answered -> refuse(answered, mistakes);
        });
  }

  private Optional<Account> changed(Account before, JsonObject body, List<String> mistakes) {
    return AccountJson.changed(before, body, mistakes)
        .filter(after -> isThere(Optional.of(before), after, mistakes));
  }

  /// What an account named before is not asked about: it could not even be disabled.
  private boolean isThere(Optional<Account> before, Account after, List<String> mistakes) {
    for (Workplaces.Field field : workplaces.missing(after)) {
      boolean isNew =
          switch (field) {
            case AGENT -> !before.flatMap(Account::agent).equals(after.agent());
            case DEPARTMENT -> !before.flatMap(Account::department).equals(after.department());
          };
      if (isNew) {
        mistakes.add(
            field.word() + ": " + Workplaces.told(after, field) + "; " + whereTheyAre(field));
      }
    }
    return mistakes.isEmpty();
  }

  private static String whereTheyAre(Workplaces.Field field) {
    return switch (field) {
      case AGENT -> "GET /api/agents lists them";
      case DEPARTMENT -> "the catalogue of request types lists them";
    };
  }

  /// As it is shown to who can mend it.
  private JsonObject written(Account account) {
    JsonArray missing = new JsonArray();
    workplaces.missing(account).forEach(field -> missing.add(field.word()));
    return AccountJson.write(account).put("missing", missing);
  }

  private void resetPassword(RoutingContext context) {
    String name = context.pathParam("name");
    Actor actor = actor(context);
    blocking.run(context, () -> answer(200, desk.resetPassword(name, actor)));
  }

  private void endSessions(RoutingContext context) {
    String name = context.pathParam("name");
    Actor actor = actor(context);
    blocking.run(context, () -> answer(200, desk.endSessions(name, actor)));
  }

  private Blocking.Answer answer(int status, AccountDesk.Outcome outcome) {
    return switch (outcome) {
      case AccountDesk.Done done -> Blocking.json(status, written(done.account()));
      case AccountDesk.Given given ->
          Blocking.json(status, written(given.account()).put("password", given.password()));
      case AccountDesk.Missing _ -> Blocking.error(404, MISSING);
      case AccountDesk.Refused refused -> Blocking.error(409, refused.why());
    };
  }

  private static void refuse(RoutingContext context, List<String> mistakes) {
    Blocking.json(
            400,
            new JsonObject()
                .put("error", "nothing was changed; mend all mistakes and send it again")
                .put("mistakes", new JsonArray(mistakes)))
        .to(context);
  }

  private Actor actor(RoutingContext context) {
    return new Actor(Who.name(context), address.apply(context.request()));
  }
}

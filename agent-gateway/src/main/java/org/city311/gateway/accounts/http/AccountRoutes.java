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

/// `/api/accounts`: who may sign in.
///
/// `GET` lists all. `PUT /api/accounts/{name}` changes one, what is left out stays. `POST /api/accounts/{name}`
/// adds one, and `POST /api/accounts/{name}/password` gives one another password: both answer with a password
/// that is shown once and good only to choose another. `DELETE /api/accounts/{name}/sessions` signs one out
/// everywhere. None is removed, as the audit speaks of it: it is disabled.
public final class AccountRoutes {
  private static final String PATH = "/api/accounts";
  private static final String MISSING = "no such account; GET " + PATH + " lists them";

  private final AccountDesk desk;
  private final Handler<RoutingContext> guard;
  private final Function<HttpServerRequest, String> address;
  private final Blocking blocking = new Blocking();

  /// @param guard lets through who may administer accounts, and answers the others itself
  /// @param address where a request comes from: an IP address
  public AccountRoutes(
      AccountDesk desk,
      Handler<RoutingContext> guard,
      Function<HttpServerRequest, String> address) {
    this.desk = desk;
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
          desk.all().forEach(account -> all.add(AccountJson.write(account)));
          return Blocking.json(200, new JsonObject().put("accounts", all));
        });
  }

  private void show(RoutingContext context) {
    String name = context.pathParam("name");
    blocking.run(
        context,
        () ->
            desk.find(name)
                .map(account -> Blocking.json(200, AccountJson.write(account)))
                .orElseGet(() -> Blocking.error(404, MISSING)));
  }

  private void add(RoutingContext context, JsonObject body) {
    List<String> mistakes = new ArrayList<>();
    Optional<Account> wish = AccountJson.read(context.pathParam("name"), body, mistakes);
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
              desk.change(name, account -> AccountJson.changed(account, body, mistakes), actor);
          return mistakes.isEmpty() ? answer(200, outcome) : answered -> refuse(answered, mistakes);
        });
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

  private static Blocking.Answer answer(int status, AccountDesk.Outcome outcome) {
    return switch (outcome) {
      case AccountDesk.Done done -> Blocking.json(status, AccountJson.write(done.account()));
      case AccountDesk.Given given ->
          Blocking.json(
              status, AccountJson.write(given.account()).put("password", given.password()));
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

package org.city311.gateway.accounts.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.city311.gateway.accounts.Account;
import org.city311.gateway.accounts.Role;

/// The one place that lets requests in, mounted before all routes: it finds out who asks, and asks the first
/// rule that fits whether they may. What has no rule under `/api/` is not there, so a route that was forgotten
/// in the table lets nobody in. Rules are found by the router itself, in the same way as the routes behind.
public final class Door {
  /// The name of the routes that are rules.
  public static final String NAME = "rule";

  private static final String RULED = Door.class.getName();

  private final SignedIn signedIn;
  private final Handler<RoutingContext> programs;
  private final List<Rule> rules;

  /// @param programs lets programs with the API token through
  /// @param rules the first that fits decides
  public Door(SignedIn signedIn, Handler<RoutingContext> programs, List<Rule> rules) {
    this.signedIn = signedIn;
    this.programs = programs;
    this.rules = List.copyOf(rules);
  }

  public void mount(Router router) {
    router.route(SessionRoutes.PATH + "*").setName(NAME).handler(signedIn);
    rules.forEach(
        rule -> {
          Handler<RoutingContext> guard = guard(rule.access());
          Route route = router.route(rule.path()).setName(NAME);
          rule.method().ifPresent(route::method);
          route
              .handler(context -> find(context, rule))
              .handler(context -> ask(context, rule, guard));
        });
    router.route("/api/*").setName(NAME).handler(Door::passed);
  }

  /// Lets through what a rule has let in, for routes that want a guard of their own.
  public static void passed(RoutingContext context) {
    if (context.get(RULED) != null) {
      context.next();
    } else {
      Guarded.error(context, 404, "nothing is here; look at the address");
    }
  }

  /// The roles that may ask for what a request asks for; none where no rule or no role matters.
  public static Set<Role> roles(RoutingContext context) {
    return context.<Object>get(RULED) instanceof Rule rule
        ? switch (rule.access()) {
          case Access.Anybody _ -> Set.of();
          case Access.Staff staff -> staff.roles();
          case Access.StaffOrSelf staff -> staff.roles();
          case Access.StaffOrKey staff -> staff.roles();
        }
        : Set.of();
  }

  /// Who asks is looked up only where it matters: strangers ask the rest.
  private void find(RoutingContext context, Rule rule) {
    boolean first = context.get(RULED) == null;
    if (first) {
      context.put(RULED, rule);
    }
    if (first && !(rule.access() instanceof Access.Anybody)) {
      signedIn.handle(context);
    } else {
      context.next();
    }
  }

  private static void ask(RoutingContext context, Rule rule, Handler<RoutingContext> guard) {
    if (rule.equals(context.get(RULED))) {
      guard.handle(context);
    } else {
      context.next();
    }
  }

  private Handler<RoutingContext> guard(Access access) {
    return switch (access) {
      case Access.Anybody _ -> RoutingContext::next;
      case Access.Staff staff -> Guarded.by(staff.roles()).orProgramsBy(programs);
      case Access.StaffOrSelf staff ->
          Guarded.by(staff.roles())
              .orWhere((context, session) -> isSelf(context.pathParam("id"), session.account()))
              .orProgramsBy(programs);
      case Access.StaffOrKey staff -> byKey(Guarded.by(staff.roles()));
    };
  }

  private static boolean isSelf(String id, Account account) {
    return account.roles().contains(Role.AGENT)
        && account.agent().filter(self -> self.value().equals(id)).isPresent();
  }

  private static boolean isNobody(RoutingContext context) {
    return SignedIn.session(context).isEmpty() && !SignedIn.isUnknown(context);
  }

  /// Nobody who is signed in gets by with a key that they send beside: that is what programs do.
  private static Handler<RoutingContext> byKey(Guarded people) {
    return context -> {
      if (Who.isProgram(context) || isNobody(context)) {
        context.next();
      } else {
        people.handle(context);
      }
    };
  }
}

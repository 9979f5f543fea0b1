package org.city311.requests.http.notify;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.city311.requests.http.edge.Buckets;
import org.city311.requests.http.edge.Buckets.Rate;
import org.city311.requests.http.edge.Refusal;
import org.city311.requests.http.edge.Work;
import org.city311.requests.notify.LinkDesk;
import org.city311.requests.notify.link.SignedLink;

/// `/m/TOKEN`: the pages behind the links in letters. To look changes nothing; the buttons post, and so do
/// mail programs that unsubscribe by one click (RFC 8058, section 3.2).
public final class LinkRoutes {
  private static final int MAX_BODY_BYTES = 4_096;

  /// Whoever has a link can stop, start and answer as often as they change their mind, and each change is
  /// kept for ever.
  private static final Rate EACH = new Rate(10, Duration.ofMinutes(1));

  /// After a letter to very many, very many stop.
  private static final Rate ALL = new Rate(1_000, Duration.ofMillis(10));

  private final LinkDesk desk;
  private final Work work;
  private final Buckets posts;

  /// @param nanos as of [Buckets]
  public LinkRoutes(LinkDesk desk, Work work, LongSupplier nanos) {
    this.desk = desk;
    this.work = work;
    this.posts = new Buckets(EACH, ALL, nanos);
  }

  public void mount(Router router) {
    router.get("/m/style.css").handler(LinkRoutes::style);
    router.get("/m/:token").handler(this::look);
    router
        .post("/m/:token")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::act);
  }

  private static void style(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/css; charset=utf-8")
        .putHeader("Cache-Control", "max-age=3600")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(LinkPages.STYLE);
  }

  private void look(RoutingContext context) {
    Optional<SignedLink> link = link(context);
    if (link.isPresent()) {
      end(context, 200, LinkPages.ask(link.get()));
    }
  }

  /// Empty when it was answered that there is no such link.
  private Optional<SignedLink> link(RoutingContext context) {
    Optional<SignedLink> link = desk.read(context.pathParam("token"));
    if (link.isEmpty()) {
      end(context, 404, LinkPages.unknown());
    }
    return link;
  }

  private void act(RoutingContext context) {
    Optional<SignedLink> found = link(context);
    if (found.isEmpty()) {
      return;
    }
    SignedLink link = found.get();
    // By the person and not by the token, as each of their letters has others.
    Optional<Duration> wait = posts.take(link.follower());
    if (wait.isPresent()) {
      away(context, link, Refusal.later(429, "too often: wait a little", wait.get()));
      return;
    }
    switch (link.purpose()) {
      case STOP -> {
        boolean again = "again".equals(context.request().getFormAttribute("do"));
        run(context, link, () -> again ? again(link) : stopped(link));
      }
      case QUESTION -> {
        String grade = String.valueOf(context.request().getFormAttribute("grade"));
        if (grade.matches("[1-5]")) {
          run(context, link, () -> answered(link, Integer.parseInt(grade)));
        } else {
          end(context, 400, LinkPages.ask(link));
        }
      }
    }
  }

  private String stopped(SignedLink link) throws SQLException {
    desk.stop(link);
    return LinkPages.stopped(link);
  }

  private String again(SignedLink link) throws SQLException {
    return desk.again(link) ? LinkPages.again(link) : LinkPages.forgotten(link);
  }

  private String answered(SignedLink link, int grade) throws SQLException {
    return desk.answer(link, grade) ? LinkPages.thanks(link) : LinkPages.tooLate(link);
  }

  private void run(RoutingContext context, SignedLink link, Callable<String> task) {
    work.run(
        context,
        task,
        page -> end(context, 200, page),
        (_, refusal) -> away(context, link, refusal));
  }

  private static void away(RoutingContext context, SignedLink link, Refusal refusal) {
    refusal.putRetryAfter(context.response());
    end(context, refusal.status(), LinkPages.away(link));
  }

  private static void end(RoutingContext context, int status, String page) {
    HttpServerResponse response = context.response().setStatusCode(status);
    response
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Robots-Tag", "noindex")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'");
    response.end(page);
  }
}

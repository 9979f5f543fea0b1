package org.city311.requests.http.notify;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.city311.requests.http.edge.Work;
import org.city311.requests.notify.LinkDesk;
import org.city311.requests.notify.link.SignedLink;

/// `/m/TOKEN`: the pages behind the links in letters. To look changes nothing; the buttons post, and so do
/// mail programs that unsubscribe by one click (RFC 8058, section 3.2).
public final class LinkRoutes {
  private static final int MAX_BODY_BYTES = 4_096;

  private final LinkDesk desk;
  private final Work work;

  public LinkRoutes(LinkDesk desk, Work work) {
    this.desk = desk;
    this.work = work;
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
        (_, refusal) -> {
          refusal.putRetryAfter(context.response());
          end(context, refusal.status(), LinkPages.away(link));
        });
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

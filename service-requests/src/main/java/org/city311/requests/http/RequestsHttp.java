package org.city311.requests.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import org.city311.requests.access.Person;
import org.city311.requests.http.edge.Buckets;
import org.city311.requests.http.edge.PublicParts;
import org.city311.requests.http.edge.PublicSettings;
import org.city311.requests.http.edge.Strangers;
import org.city311.requests.http.edge.Work;
import org.city311.requests.http.notify.LinkRoutes;
import org.city311.requests.http.open311.Open311;
import org.city311.requests.http.open311.Open311Routes;
import org.city311.requests.http.residents.OpenDataRoutes;
import org.city311.requests.http.residents.ResidentRoutes;
import org.city311.requests.http.residents.Residents;
import org.city311.requests.http.staff.StaffParts;
import org.city311.requests.http.staff.StaffRoutes;
import org.city311.requests.store.PublicSearch;
import org.city311.requests.store.Requests;

/// Mounts all routes of this module.
public final class RequestsHttp {
  private RequestsHttp() {}

  /// With nobody signed in: the staff come by keys.
  public static void mount(Router router, Parts parts) {
    mount(router, parts, _ -> Optional.empty());
  }

  /// @param people who is signed in, if anybody is
  public static void mount(
      Router router, Parts parts, Function<RoutingContext, Optional<Person>> people) {
    StaffRoutes.mount(
        router,
        new StaffParts(
            parts.desk(),
            parts.files(),
            parts.database(),
            parts.contacts(),
            parts.keys(),
            parts.imports(),
            parts.adminToken(),
            people,
            parts.clock()));
    mountPublic(router, parts);
  }

  private static void mountPublic(Router router, Parts parts) {
    PublicSettings settings = parts.publicSettings();
    PublicSearch search = new PublicSearch(parts.database());
    PublicParts open =
        new PublicParts(parts.organisation(), parts.desk(), search, parts.files(), parts.clock());
    Work work = new Work();
    new LinkRoutes(parts.links(), work, System::nanoTime).mount(router);
    Strangers strangers = new Strangers(settings.proxies());
    Buckets reports =
        new Buckets(settings.reports(), settings.everybodysReports(), System::nanoTime);
    Buckets files = new Buckets(settings.files(), settings.everybodysFiles(), System::nanoTime);
    new Open311Routes(
            new Open311(open, parts.keys(), settings.anonymous()), work, strangers, reports)
        .mount(router);
    new ResidentRoutes(
            new Residents(open, new Requests(parts.database())),
            work,
            new ResidentRoutes.Limits(strangers, reports, files),
            parts.organisation().languages(),
            settings.tiles())
        .mount(router);
    new OpenDataRoutes(
            search,
            () -> parts.desk().directory().catalogue(),
            parts.organisation().zone(),
            parts.clock(),
            strangers)
        .mount(router);
  }
}

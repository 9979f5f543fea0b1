package org.city311.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;

/// `/api/skill-groups`: lists skill groups, changes, adds and removes them, while calls go on.
///
/// Whoever waits keeps the place. Of a group that is removed, agents lose it, but none may be left
/// without any; callers who wait for it are served as those of the first group.
public final class SkillGroupRoutes {
  private static final String PATH = "/api/skill-groups";
  private static final String KIND = "skill-group";
  private static final String NOT_THERE = "no such skill group; GET " + PATH + " lists them";

  private final ChangeDesk desk;
  private final RoutingJson json;
  private final Supplier<Set<SkillGroupId>> kept;
  private final Handler<RoutingContext> guard;

  /// @param kept groups that the menus lead to, asked each time: they can't be removed
  /// @param guard lets through who may ask, and answers the others itself
  public SkillGroupRoutes(
      ChangeDesk desk,
      RoutingJson json,
      Supplier<Set<SkillGroupId>> kept,
      Handler<RoutingContext> guard) {
    this.desk = desk;
    this.json = json;
    this.kept = kept;
    this.guard = guard;
  }

  public void mount(Router router) {
    router.route(PATH + "*").handler(guard);
    router.get(PATH).handler(this::list);
    router.get(PATH + "/:id").handler(this::show);
    Answers.taking(router.put(PATH + "/:id"), Answers.MAX_ROUTING_BYTES, this::put);
    router.delete(PATH + "/:id").handler(this::delete);
  }

  private void list(RoutingContext context) {
    Routing routing = desk.centre().routing();
    JsonArray all = new JsonArray();
    routing.groups().forEach(group -> all.add(RoutingJson.write(group)));
    context.response().putHeader(HttpHeaders.ETAG, desk.tag(routing));
    Answers.json(context, all);
  }

  private void show(RoutingContext context) {
    Routing routing = desk.centre().routing();
    Optional<SkillGroup> group =
        Requests.id(context).flatMap(id -> routing.group(new SkillGroupId(id)));
    if (group.isEmpty()) {
      Answers.error(context, 404, NOT_THERE);
      return;
    }
    context.response().putHeader(HttpHeaders.ETAG, desk.tag(routing));
    Answers.json(context, RoutingJson.write(group.get()));
  }

  private void put(RoutingContext context) {
    desk.put(context, KIND, (from, id, body) -> drafted(from, new SkillGroupId(id), body));
  }

  private ChangeDesk.Draft drafted(Routing from, SkillGroupId id, JsonObject body) {
    List<String> mistakes = new ArrayList<>();
    SkillGroup group = json.group(id, body, mistakes);
    List<SkillGroup> groups = new ArrayList<>(from.groups());
    int place = groups.stream().map(SkillGroup::id).toList().indexOf(id);
    if (place < 0) {
      groups.add(group);
    } else {
      groups.set(place, group);
    }
    return Drafts.of(
        groups,
        from.agents(),
        mistakes,
        from.group(id).map(RoutingJson::write).orElse(null),
        RoutingJson.write(group));
  }

  private void delete(RoutingContext context) {
    desk.delete(context, KIND, (from, id) -> removed(from, new SkillGroupId(id)));
  }

  private ChangeDesk.Draft removed(Routing from, SkillGroupId id) {
    if (from.group(id).isEmpty()) {
      return new ChangeDesk.NotThere(NOT_THERE);
    }
    List<String> mistakes = new ArrayList<>();
    if (kept.get().contains(id)) {
      mistakes.add("skill group " + id + ": the menu in city311.yaml leads to it");
    }
    List<AgentProfile> agents = from.agents().stream().map(agent -> without(agent, id)).toList();
    agents.stream()
        .filter(agent -> agent.groups().isEmpty())
        .forEach(
            agent ->
                mistakes.add("agent " + agent.id() + ": serves no other skill group than this"));
    List<SkillGroup> groups =
        from.groups().stream().filter(group -> !group.id().equals(id)).toList();
    return Drafts.of(
        groups, agents, mistakes, from.group(id).map(RoutingJson::write).orElse(null), null);
  }

  private static AgentProfile without(AgentProfile agent, SkillGroupId id) {
    Map<SkillGroupId, Integer> groups = new HashMap<>(agent.groups());
    groups.remove(id);
    return new AgentProfile(
        agent.id(),
        agent.name(),
        agent.phone(),
        groups,
        agent.skills(),
        agent.extension(),
        agent.phoneKind());
  }
}

package org.city311.gateway.routing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.agent.AgentProfile;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.routing.Closing;
import org.city311.ivr.routing.Naming;
import org.city311.ivr.routing.RecordingRule;
import org.city311.ivr.routing.Routing;
import org.city311.ivr.routing.SkillGroup;
import org.city311.ivr.routing.Strategy;

/// Skill groups and agents as JSON. What is written is the same text for the same routing, and can
/// be read again.
public final class RoutingJson {
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  private final List<String> languages;
  private final ZoneId zone;

  /// @param languages those that residents are served in: a group has a name in each
  /// @param zone where hours are meant that name no other
  public RoutingJson(List<String> languages, ZoneId zone) {
    this.languages = List.copyOf(languages);
    this.zone = zone;
  }

  public static JsonObject write(SkillGroup group) {
    JsonObject names = new JsonObject();
    new TreeMap<>(group.names()).forEach(names::put);
    return new JsonObject()
        .put("id", group.id().value())
        .put("name", names)
        .put("skills", levels(group.skills()))
        .put("strategy", Fields.word(group.strategy()))
        .put("priority", group.priority())
        .put("overflow", OverflowJson.write(group.overflow()))
        .put("hours", HoursJson.write(group.hours()))
        .put("closing", Fields.word(group.closing()))
        .put("waiting", AnnouncementsJson.write(group.announced()))
        .put("recording", Fields.word(group.recorded()));
  }

  public static JsonObject write(AgentProfile agent) {
    JsonObject groups = new JsonObject();
    new TreeMap<>(agent.groups()).forEach((group, level) -> groups.put(group.value(), level));
    JsonObject json =
        new JsonObject()
            .put("id", agent.id().value())
            .put("name", agent.name())
            .put("phone", agent.phone())
            .put("groups", groups)
            .put("skills", levels(agent.skills()));
    return agent.extension() == null ? json : json.put("extension", agent.extension());
  }

  public static JsonObject write(Routing routing) {
    JsonArray groups = new JsonArray();
    routing.groups().forEach(group -> groups.add(write(group)));
    JsonArray agents = new JsonArray();
    routing.agents().forEach(agent -> agents.add(write(agent)));
    return new JsonObject().put("skill_groups", groups).put("agents", agents);
  }

  /// Names this routing among all others: a SHA-256 in hexadecimal digits.
  public static String digest(Routing routing) {
    JsonArray all = new JsonArray();
    routing.groups().forEach(group -> all.add(write(group)));
    routing.agents().forEach(agent -> all.add(write(agent)));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(all.encode().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /// Reads a group. Fields that are not there have their defaults, but for the names.
  ///
  /// @param mistakes what is wrong is added to them; the group is then not to be used
  public SkillGroup group(SkillGroupId id, JsonObject body, List<String> mistakes) {
    Fields fields = new Fields("", body, mistakes);
    checkId(fields, id.value());
    SkillGroup group =
        new SkillGroup(
            id,
            names(fields),
            levels(fields, 1),
            fields.constant("strategy", Strategy.LONGEST_IDLE),
            fields.integer("priority", 0, -Demand.MAX_PRIORITY, Demand.MAX_PRIORITY),
            OverflowJson.read(fields, mistakes),
            HoursJson.read(fields, zone),
            fields.constant("closing", Closing.SERVE),
            AnnouncementsJson.read(fields, languages, mistakes),
            fields.constant("recording", RecordingRule.NEVER));
    fields.end();
    return group;
  }

  private static void checkId(Fields fields, String id) {
    Object written = fields.value("id");
    if (written != null && !written.equals(id)) {
      fields.mistake("id", Fields.shown(written), id + ", as in the address, or none");
    }
  }

  private Map<String, String> names(Fields fields) {
    Fields names = fields.object("name");
    Map<String, String> read = new TreeMap<>();
    for (String language : names.names(LANGUAGE, "the tag of a language, such as en")) {
      read.put(language, names.text(language, "", Naming.NAME, Naming.NAME_ALLOWED));
    }
    for (String language : languages) {
      if (!read.containsKey(language)) {
        names.mistake(language, "nothing", Naming.NAME_ALLOWED);
      }
    }
    return read;
  }

  /// Reads an agent, whose phone's account is named like the agent.
  ///
  /// @param mistakes what is wrong is added to them; the agent is then not to be used
  public AgentProfile agent(AgentId id, JsonObject body, List<String> mistakes) {
    Fields fields = new Fields("", body, mistakes);
    checkId(fields, id.value());
    if (Naming.TAKEN_BY_ASTERISK.contains(id.value())) {
      fields.mistake("id", id.value(), "a name that Asterisk does not use itself");
    }
    Object phone = fields.value("phone");
    if (phone != null && !phone.equals(id.value())) {
      fields.mistake("phone", Fields.shown(phone), id + ", the agent's id, or none");
    }
    String extension = fields.text("extension", "", Naming.EXTENSION, Naming.EXTENSION_ALLOWED);
    AgentProfile agent =
        new AgentProfile(
            id,
            fields.text("name", id.value(), Naming.NAME, Naming.NAME_ALLOWED),
            id.value(),
            preferences(fields),
            levels(fields, 1),
            extension.isEmpty() ? null : extension);
    fields.end();
    return agent;
  }

  /// A list, in which all are preferred alike; or group to preference.
  private static Map<SkillGroupId, Integer> preferences(Fields fields) {
    Map<String, Integer> groups =
        fields.value("groups") instanceof JsonArray
            ? fields.texts("groups", Routing.MAX_GROUPS, Naming.ID, Naming.ID_ALLOWED).stream()
                .distinct()
                .collect(Collectors.toMap(group -> group, _ -> 1))
            : fields.integers(
                "groups", Naming.ID, Naming.ID_ALLOWED, 1, AgentProfile.MAX_PREFERENCE);
    return groups.entrySet().stream()
        .collect(Collectors.toMap(entry -> new SkillGroupId(entry.getKey()), Map.Entry::getValue));
  }

  static JsonObject levels(Map<SkillId, Integer> levels) {
    JsonObject json = new JsonObject();
    new TreeMap<>(levels).forEach((skill, level) -> json.put(skill.value(), level));
    return json;
  }

  static Map<SkillId, Integer> levels(Fields fields, int least) {
    return fields
        .integers("skills", Naming.ID, Naming.ID_ALLOWED, least, SkillId.MAX_LEVEL)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(entry -> new SkillId(entry.getKey()), Map.Entry::getValue));
  }
}

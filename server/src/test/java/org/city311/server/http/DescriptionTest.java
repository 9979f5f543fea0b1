package org.city311.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.http.Access;
import org.city311.gateway.accounts.http.Rule;
import org.city311.gateway.openapi.OpenApi;
import org.junit.jupiter.api.Test;

/// The description of the interface and the table of who may ask for what say the same.
class DescriptionTest {
  /// Programs get by the door, and are nobody's agent behind it.
  private static final Set<String> OF_PEOPLE_ALONE =
      Set.of("GET /api/desk/phone", "GET /api/desk/sip");

  private final OpenApi file = new OpenApi();

  @Test
  void everyRoute_isDescribedWithWhoMay_andNothingElseIs() {
    Map<String, String> described = new TreeMap<>();
    file.operations()
        .forEach((name, operation) -> described.put(name, who(name, operation.json())));
    Map<String, String> ruled = new TreeMap<>();
    RouteRules.all().stream()
        .filter(DescriptionTest::isDescribedHere)
        .forEach(rule -> ruled.put(name(rule), who(rule)));

    assertEquals(ruled, described);
  }

  /// Service requests have a description of their own, and residents' routes are no part of it.
  private static boolean isDescribedHere(Rule rule) {
    return switch (rule.access()) {
      case Access.StaffOrKey _ -> false;
      case Access.Anybody _ ->
          rule.method().isPresent()
              && !rule.path().startsWith("/m/")
              && !rule.path().startsWith("/api/requests/");
      case Access.Staff _, Access.StaffOrSelf _ -> true;
    };
  }

  /// `GET /api/agents/{id}`
  private static String name(Rule rule) {
    return rule.method().orElseThrow() + " " + rule.path().replaceAll(":(\\w+)", "{$1}");
  }

  private static String who(Rule rule) {
    return switch (rule.access()) {
      case Access.Anybody _ -> "anybody";
      case Access.Staff staff -> signedIn(rule) + words(staff.roles());
      case Access.StaffOrSelf staff -> signedIn(rule) + words(staff.roles()) + " or self";
      case Access.StaffOrKey _ -> throw new AssertionError(rule);
    };
  }

  private static String signedIn(Rule rule) {
    boolean reads = rule.method().orElseThrow().name().equals("GET");
    String people = reads ? "[session]" : "[csrf, session]";
    return OF_PEOPLE_ALONE.contains(name(rule)) ? people + " " : people + "[token] ";
  }

  private static Set<String> words(Set<Role> roles) {
    Set<String> words = new TreeSet<>();
    roles.forEach(role -> words.add(role.word()));
    return words;
  }

  private String who(String name, JsonNode operation) {
    JsonNode ways =
        operation.has("security") ? operation.path("security") : file.root().path("security");
    if (ways.isEmpty()) {
      assertEquals(false, operation.has("x-roles"), name);
      return "anybody";
    }
    StringBuilder who = new StringBuilder();
    for (JsonNode way : ways) {
      Set<String> together = new TreeSet<>();
      way.fieldNames().forEachRemaining(together::add);
      who.append(together);
    }
    Set<String> roles = new TreeSet<>();
    operation.path("x-roles").forEach(role -> roles.add(role.asText()));
    who.append(" ").append(roles);
    return operation.path("x-self").asBoolean() ? who + " or self" : who.toString();
  }
}

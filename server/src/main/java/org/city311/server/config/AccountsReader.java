package org.city311.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.gateway.accounts.Role;
import org.city311.gateway.accounts.SessionLimits;
import org.city311.gateway.accounts.http.OpenIdRoutes;
import org.city311.gateway.accounts.openid.OpenIdSettings;
import org.city311.gateway.accounts.openid.OpenIdSettings.ClaimNames;
import org.city311.server.config.Configuration.Accounts;
import org.city311.server.config.Configuration.OpenId;

/// Reads `accounts`: how people sign in.
final class AccountsReader {
  private static final Duration LONGEST = Duration.ofHours(24);

  /// What is said there must not be read on the way.
  private static final Shape ISSUER =
      Shape.of(
          "https://[^\\s?#@]{1,500}|http://(127\\.0\\.0\\.1|localhost)(:\\d{1,5})?(/[^\\s?#@]{0,400})?",
          "an address that begins with https://, as the provider calls itself");

  private static final Shape TEXT = Shape.of("[^\\p{Cntrl}]{1,200}", "at most 200 characters");
  private static final Shape SCOPE =
      Shape.of(
          "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}", "scopes such as profile (RFC 6749, section 3.3)");

  private static final List<String> ROLES = Stream.of(Role.values()).map(Role::word).toList();
  private static final Shape ROLE = Shape.oneOf(ROLES, "one of " + String.join(", ", ROLES));

  private AccountsReader() {}

  /// @param site where browsers reach the pages
  static Accounts read(YamlSection section, URI site) {
    SessionLimits standard = SessionLimits.DEFAULT;
    Duration idle =
        section.duration("idle", standard.idle(), Duration.ofMinutes(1), standard.longest());
    Duration longest =
        section.duration("longest", standard.longest(), Duration.ofMinutes(1), LONGEST);
    if (idle.compareTo(longest) > 0) {
      section.mistake("idle", idle.toSeconds() + "s", "at most what longest says");
      idle = longest;
    }
    YamlSection openId = section.section("openid");
    Optional<OpenId> provider =
        section.hasValue("openid") ? Optional.of(openId(openId, site)) : Optional.empty();
    openId.end();
    section.end();
    return new Accounts(new SessionLimits(idle, longest), provider);
  }

  private static OpenId openId(YamlSection section, URI site) {
    ClaimNames standard = ClaimNames.DEFAULT;
    YamlSection claims = section.section("claims");
    ClaimNames names =
        new ClaimNames(
            claims.string("name", standard.name(), TEXT),
            claims.string("groups", standard.groups(), TEXT),
            claims.optional("agent", TEXT),
            claims.optional("department", TEXT));
    claims.end();
    OpenIdSettings settings =
        new OpenIdSettings(
            section.string("name", "OpenID", Shape.NAME),
            URI.create(section.required("issuer", ISSUER)),
            new OpenIdSettings.Client(
                section.required("client-id", TEXT),
                section.required("client-secret", Shape.SECRET)),
            URI.create(site + OpenIdRoutes.BACK),
            section.strings("scopes", List.of("profile"), SCOPE),
            names);
    return new OpenId(settings, roles(section));
  }

  private static Map<String, Role> roles(YamlSection section) {
    YamlSection groups = section.section("roles");
    Map<String, Role> roles =
        groups.keys(TEXT).stream()
            .flatMap(
                group ->
                    Role.of(groups.required(group, ROLE)).stream()
                        .map(role -> Map.entry(group, role)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    groups.end();
    if (roles.isEmpty()) {
      section.mistake("roles", "none", "a group of the provider's, and the role that it has here");
    }
    return roles;
  }
}

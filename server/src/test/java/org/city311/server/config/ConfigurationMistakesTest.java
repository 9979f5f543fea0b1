package org.city311.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each mistake in a configuration, and how it is told: `file:line: key: found …, allowed: …`.
class ConfigurationMistakesTest {
  private static final String ID = "lower-case letters, digits and hyphens, at most 40";
  private static final String NAME = "a name of at most 60 letters, digits and . , ' & ( ) / -";
  private static final String GROUP = "skill-groups: [{id: a, name: {en: A, es: A}}]\n";

  private static final String TRUNK =
      "asterisk: {trunks: [{name: t, match: [127.0.0.1], proxy: 'h:1'}]}\n";

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // Keys that mean nothing.
        mistake(
            "citty: X",
            "1: citty: found an unknown key, allowed: accounts, acd, admission, agents, asterisk,"
                + " callback, callers, city, cluster, data, database, fallback, greeting, http,"
                + " language-skills, languages, mail, menu, menus, node, not-ready-reasons,"
                + " notices, numbers, outside, recording, requests, self-service, skill-groups,"
                + " survey, texts, time-zone, voices, wrap-up-codes"),
        mistake(
            "http:\n  port: 80\n  prot: 80",
            "3: http.prot: found an unknown key, allowed: host, port, streams, tls"),
        mistake(
            "asterisk:\n  agi:\n    sesions: 5",
            "3: asterisk.agi.sesions: found an unknown key, allowed: host, port, sessions"),
        mistake(
            GROUP + "agents:\n  - id: x\n  - id: y\n    nmae: Y",
            "5: agents[1].nmae: found an unknown key, allowed: extension, groups, id, name, phone,"
                + " skills"),
        mistake(
            GROUP + "agents: [{id: x, phone: mobile}]",
            "2: agents[0].phone: found mobile, allowed: desk, browser"),
        mistake(
            "asterisk:\n  ice-servers:\n    - url: http://stun.example",
            "3: asterisk.ice-servers[0].url: found http://stun.example, allowed: an address such as"
                + " stun:stun.city.example:3478 or turns:turn.city.example"),
        mistake(
            "asterisk: {ice-servers: [{url: 'turn:turn.example', user: u}]}",
            "1: asterisk.ice-servers[0].user: found one alone or none, allowed: user and password"
                + " for TURN"),
        mistake(
            "http: {tls: {certificate: city311.yaml}}",
            "1: http.tls.key: found nothing, allowed: a file"),
        mistake(
            "asterisk: {http: {host: 192.0.2.1}}",
            "1: asterisk.http.host: found 192.0.2.1, allowed: an address of this machine, such as"
                + " 127.0.0.1"),
        mistake(
            GROUP + "agents: [{id: x, phone: browser}]\n" + "http: {port: 8088}",
            "1: asterisk: found asterisk.http at 127.0.0.1:8088, allowed: an address that http does"
                + " not have"),
        mistake(
            "<<: {city: X}",
            "1: <<: found an unknown key, allowed: accounts, acd, admission, agents, asterisk,"
                + " callback, callers, city, cluster, data, database, fallback, greeting, http,"
                + " language-skills, languages, mail, menu, menus, node, not-ready-reasons,"
                + " notices, numbers, outside, recording, requests, self-service, skill-groups,"
                + " survey, texts, time-zone, voices, wrap-up-codes"),
        mistake(
            "recording: {keep-days: 0}",
            "1: recording.keep-days: found 0, allowed: a whole number from 1 to 3650"),
        mistake(
            "recording: {most-gigabytes: 0}",
            "1: recording.most-gigabytes: found 0, allowed: a whole number from 1 to 100000"),
        mistake(
            "recording:\n  announce: true\n  keep: 90d",
            "3: recording.keep: found an unknown key, allowed: agents-hear-their-own, announce,"
                + " keep-days, most-gigabytes"),
        mistake(
            "requests: {site: 311.city.example}",
            "1: requests.site: found 311.city.example, allowed: an address such as"
                + " https://311.city.example, without a slash at the end"),
        mistake(
            "requests: {site: https://311.city.example/}",
            "1: requests.site: found https://311.city.example/, allowed: an address such as"
                + " https://311.city.example, without a slash at the end"),
        mistake(
            "requests: {retention: 0}",
            "1: requests.retention: found 0, allowed: a whole number from 1 to 36500"),
        mistake(
            "requests: {jurisdiction: a b}",
            "1: requests.jurisdiction: found a b, allowed: a name such as city.example"),
        mistake(
            "requests: {catalog: x}",
            "1: requests.catalog: found an unknown key, allowed: area-name, areas, catalogue,"
                + " jurisdiction, organisation, public, retention, site"),
        mistake(
            "accounts: {idle: 30s}",
            "1: accounts.idle: found 30s, allowed: a time such as 20s or 500ms, from 60s to 43200s"),
        mistake(
            "accounts: {longest: 30m}",
            "1: accounts.idle: found 3600s, allowed: at most what longest says"),
        mistake(
            "accounts: {openid: {issuer: http://login.city.example, client-id: a, client-secret: b,"
                + " roles: {c: agent}}}",
            "1: accounts.openid.issuer: found http://login.city.example, allowed: an address that"
                + " begins with https://, as the provider calls itself"),
        mistake(
            "accounts: {openid: {issuer: https://a, client-id: a, client-secret: b, roles: {c: boss}}}",
            "1: accounts.openid.roles.c: found boss, allowed: one of agent, supervisor, department,"
                + " analyst, administrator",
            "1: accounts.openid.roles: found none, allowed: a group of the provider's, and the role"
                + " that it has here"),
        mistake(
            "survey: {share: 101}",
            "1: survey.share: found 101, allowed: a whole number from 0 to 100"),
        mistake(
            "survey: {questions: [weather]}",
            "1: survey.questions[0]: found weather, allowed: one of solved, agent, overall",
            "1: survey.questions: found 0 questions, allowed: 1 to 3"),
        mistake(
            "survey: {questions: [solved, solved]}",
            "1: survey.questions: found solved twice, allowed: each only once"),
        mistake(
            GROUP + "survey: {groups: [b]}",
            "2: survey.groups[0]: found b, allowed: skill groups: [a]"),
        mistake(
            "admission: {at-once: -1}",
            "1: admission.at-once: found -1, allowed: a whole number from 0 to 10000"),
        mistake(
            "admission: {exempt: [311-555]}",
            "1: admission.exempt[0]: found 311-555, allowed: digits, at most 15"),
        mistake(
            "admission: {exempt: ['1', '1']}",
            "1: admission.exempt: found 1 twice, allowed: each only once"),
        mistake(
            "admission: {longest-ivr: 3h}",
            "1: admission.longest-ivr: found 3h, allowed: a time such as 20s or 500ms, from 0s to"
                + " 7200s"),
        mistake("mail: {host: mx.city.example}", "1: mail.from: found nothing, allowed: a value"),
        mistake(
            "mail: {host: mx.city.example, from: 311 at city}",
            "1: mail.from: found 311 at city, allowed: an e-mail address such as 311@city.example"),
        mistake(
            "mail: {host: mx.city.example, from: a@city.example, user: city}",
            "1: mail.user: found one alone, allowed: user and password, or neither of them"),
        mistake(
            "mail: {host: mx.city.example, from: a@b.example, security: none, user: u, password:"
                + " p}",
            "1: mail.security: found none, allowed: starttls or tls: a password is not sent over a"
                + " network in the open"),
        mistake(
            "mail: {host: mx.city.example, from: a@b.example, security: ssl}",
            "1: mail.security: found ssl, allowed: starttls, tls, none"),
        mistake(
            "mail: {host: mx, from: a@b.example, user: u, password: \"s3cr\\u0001et\"}",
            "1: mail.password: found something else, allowed: at most 500 characters"),
        mistake(
            "texts: {url: 'https://user:pass@api.example'}",
            "1: texts.url: found https:***@api.example, allowed: an address such as"
                + " https://api.provider.example/messages, without a password in it"),
        mistake(
            "texts: {url: 'https://api.example/m', format: xml}",
            "1: texts.format: found xml, allowed: form, json"),
        mistake(
            "texts: {url: 'https://api.example/m', token: t, user: u, password: p}",
            "1: texts.token: found token and user, allowed: one of them"),
        mistake(
            "notices: {give-up: 20m}",
            "1: notices.give-up: found 20m, allowed: a time such as 20s or 500ms, from 3600s to"
                + " 1209600s"),
        // Another type than wanted.
        mistake("http: 8311", "1: http: found 8311, allowed: keys and values"),
        mistake("acd: [20s]", "1: acd: found a list, allowed: keys and values"),
        mistake("just words", "1: : found just words, allowed: keys and values"),
        mistake("- a\n- b", "1: : found a list, allowed: keys and values"),
        mistake("city: [a]", "1: city: found a list, allowed: a single value"),
        mistake("numbers: 311", "1: numbers: found 311, allowed: a list"),
        mistake(
            "http:\n  port: eighty",
            "2: http.port: found eighty, allowed: a whole number from 1 to 65535"),
        mistake(
            "http: {port: 80.5}",
            "1: http.port: found 80.5, allowed: a whole number from 1 to 65535"),
        mistake("acd: {whisper: yes}", "1: acd.whisper: found yes, allowed: true or false"),
        mistake(
            "asterisk: {managed: False}",
            "1: asterisk.managed: found False, allowed: true or false"),
        mistake(
            "menu: {1: streets, 2: [a]}",
            "1: menu.2: found a list, allowed: keys and values",
            "1: menu.2.group: found nothing, allowed: a value"),
        mistake(
            GROUP + "agents: [ana]",
            "2: agents[0]: found ana, allowed: keys and values",
            "2: agents[0].id: found nothing, allowed: a value"),
        // Out of range.
        mistake(
            "http: {port: 0}", "1: http.port: found 0, allowed: a whole number from 1 to 65535"),
        mistake(
            "\n\nhttp:\n  host: h\n  port: 65536",
            "5: http.port: found 65536, allowed: a whole number from 1 to 65535"),
        mistake(
            "http: {port: -1}", "1: http.port: found -1, allowed: a whole number from 1 to 65535"),
        mistake(
            "http: {port: 99999999999}",
            "1: http.port: found 99999999999, allowed: a whole number from 1 to 65535"),
        mistake(
            "asterisk: {agi: {sessions: 100001}}",
            "1: asterisk.agi.sessions: found 100001, allowed: a whole number from 1 to 100000"),
        mistake(
            "asterisk:\n  rtp: {from: 20000, to: 19000}",
            "2: asterisk.rtp.to: found 19000, allowed: at least 3 more than rtp.from, 20000"),
        mistake(
            "asterisk:\n  rtp:\n    from: 20000\n    to: 20002",
            "4: asterisk.rtp.to: found 20002, allowed: at least 3 more than rtp.from, 20000"),
        mistake(
            "asterisk: {rtp: {from: 1023}}",
            "1: asterisk.rtp.from: found 1023, allowed: a whole number from 1024 to 65000"),
        // Times.
        mistake(
            "acd:\n  ring: 20",
            "2: acd.ring: found 20, allowed: a time such as 20s or 500ms, from 1s to 300s"),
        mistake(
            "acd: {ring: 999ms}",
            "1: acd.ring: found 999ms, allowed: a time such as 20s or 500ms, from 1s to 300s"),
        mistake(
            "acd: {ring: 6m}",
            "1: acd.ring: found 6m, allowed: a time such as 20s or 500ms, from 1s to 300s"),
        mistake(
            "acd: {ring: -5s}",
            "1: acd.ring: found -5s, allowed: a time such as 20s or 500ms, from 1s to 300s"),
        mistake(
            "acd: {ring: 2d}",
            "1: acd.ring: found 2d, allowed: a time such as 20s or 500ms, from 1s to 300s"),
        mistake(
            "acd: {ring: 99999999s}",
            "1: acd.ring: found 99999999s, allowed: a time such as 20s or 500ms, from 1s to 300s"),
        mistake(
            "acd: {wrap-up: 61m}",
            "1: acd.wrap-up: found 61m, allowed: a time such as 20s or 500ms, from 0s to 3600s"),
        mistake(
            "fallback: {ring: PT30S}",
            "1: fallback.ring: found PT30S, allowed: a time such as 20s or 500ms, from 1s to 600s"),
        // The same twice.
        mistake("city: A\nhttp: {}\ncity: B", "3: city: found the key twice, allowed: once"),
        mistake(
            "http:\n  port: 80\n  port: 81", "3: http.port: found the key twice, allowed: once"),
        mistake(GROUP + "menu:\n  1: a\n  1: a", "4: menu.1: found the key twice, allowed: once"),
        mistake(
            "skill-groups:\n- {id: a, name: {en: A, es: A}}\n- {id: a, name: {en: B, es: B}}",
            "2: skill-groups: found a twice, allowed: each only once"),
        mistake(
            GROUP + "agents: [{id: x}, {id: y}, {id: x}]",
            "2: agents: found x twice, allowed: each only once"),
        mistake(
            "not-ready-reasons: [tea, tea]",
            "1: not-ready-reasons: found tea twice, allowed: each only once"),
        mistake("languages: [en, en]", "1: languages: found en twice, allowed: each only once"),
        mistake("numbers: ['311', '311']", "1: numbers: found 311 twice, allowed: each only once"),
        mistake(
            "asterisk:\n  trunks: [{name: t, match: [127.0.0.1]}, {name: t, match: [127.0.0.2]}]",
            "2: asterisk.trunks: found t twice, allowed: each only once"),
        // One key that names what another lacks.
        mistake(
            GROUP + "agents:\n- {id: x, groups: [a, b]}",
            "3: agents[0].groups: found b, allowed: skill groups: [a]"),
        mistake(GROUP + "menu:\n  1: b", "3: menu.1: found b, allowed: skill groups: [a]"),
        mistake(
            GROUP + "agents: [{id: x}]\nfallback:\n  phone: nobody",
            "4: fallback.phone: found nobody, allowed: an agent's id: [x]"),
        mistake(
            "asterisk:\n  nodes: ['192.0.2.1:4573']",
            "2: asterisk.nodes: found [192.0.2.1:4573], allowed: a list that holds this node's agi,"
                + " 127.0.0.1:4573"),
        mistake(
            "asterisk: {nodes: []}",
            "1: asterisk.nodes: found [], allowed: a list that holds this node's agi,"
                + " 127.0.0.1:4573"),
        mistake(
            "http:\n  port: 5701\ncluster:\n  port: 5701",
            "4: cluster: found cluster at 127.0.0.1:5701, allowed: an address that http does not"
                + " have"),
        mistake(
            "asterisk:\n  ami: {port: 7000}\n  agi: {port: 7000}",
            "2: asterisk: found asterisk.agi at 127.0.0.1:7000, allowed: an address that"
                + " asterisk.ami does not have"),
        // 0.0.0.0 is every address, also 127.0.0.1.
        mistake(
            "http: {host: 0.0.0.0, port: 7000}\nasterisk:\n  agi: {port: 7000}",
            "3: asterisk: found asterisk.agi at 127.0.0.1:7000, allowed: an address that http does"
                + " not have"),
        mistake(
            "http: {port: 7000}\ncluster: {host: 0.0.0.0, port: 7000}",
            "2: cluster: found cluster at 0.0.0.0:7000, allowed: an address that http does not"
                + " have"),
        // Lists that are empty or too long.
        mistake("languages: []", "1: languages: found none, allowed: at least one of [en, es]"),
        mistake("numbers: []", "1: numbers: found none, allowed: at least one number"),
        mistake(
            "outside:\n  numbers: {shelter: {number: 911x, trunk: far}}",
            "2: outside.numbers.shelter.number: found 911x, allowed: digits, at most 15",
            "2: outside.numbers.shelter.trunk: found far, allowed: one of asterisk.trunks that has"
                + " a proxy: []",
            "2: outside: found no trunk that takes our calls, allowed: a proxy at one of"
                + " asterisk.trunks"),
        mistake(
            TRUNK + "outside: {numbers: {i: {number: '311'}}}",
            "2: outside.numbers.i: found the key i, allowed: 2 to 40 lower-case letters, digits and"
                + " hyphens"),
        mistake(
            TRUNK
                + """
                outside:
                  trunk: far
                  numbers:
                    shelter: {number: "1", code: 21a, caller-id: me}
                    water: {number: "2", code: "21"}
                    parks: {number: "3", code: "21"}
                """,
            "3: outside.trunk: found far, allowed: one of asterisk.trunks that has a proxy: [t]",
            "5: outside.numbers.shelter.code: found 21a, allowed: 1 to 5 digits",
            "5: outside.numbers.shelter.caller-id: found me, allowed: digits, at most 15",
            "5: outside.numbers: found 21 twice, allowed: each only once"),
        // What was written elsewhere before.
        mistake(
            TRUNK + "outside-numbers: {shelter: {number: '1', proxy: 'a:1'}}",
            "2: outside-numbers: found a key of before, allowed: outside.numbers, and their proxy"
                + " at asterisk.trunks"),
        mistake(
            TRUNK + "outside: {numbers: {shelter: {number: '1', proxy: 'a:1'}}}",
            "2: outside.numbers.shelter.proxy: found a key of before, allowed: it at the trunk,"
                + " under asterisk.trunks"),
        mistake(
            TRUNK + "callback: {numbers: ['410NXXXXXX'], trunk: t, proxy: 'a:1', caller-id: '311'}",
            "2: callback.numbers: found a key of before, allowed: outside.residents",
            "2: callback.trunk: found a key of before, allowed: outside.trunk",
            "2: callback.proxy: found a key of before, allowed: it at the trunk, under"
                + " asterisk.trunks",
            "2: callback.caller-id: found a key of before, allowed: outside.caller-id"),
        mistake("menu: {}", "1: menu: found nothing, allowed: at least one key"),
        mistake(
            GROUP + "agents: [{id: x, groups: []}]",
            "2: agents[0].groups: found none, allowed: at least one of [a]"),
        mistake(
            "asterisk:\n  trunks:\n    - name: t\n      match: []",
            "4: asterisk.trunks[0].match: found none, allowed: at least one address that calls may"
                + " come from"),
        mistake(
            "not-ready-reasons: [a, b, c, d, e, f, g, h, i, j]",
            "1: not-ready-reasons: found 10 reasons, allowed: at most 9: each has a digit"),
        mistake(
            "wrap-up-codes:\n"
                + IntStream.range(0, 51)
                    .mapToObj(n -> "- {id: c" + n + ", name: {en: A, es: A}}\n")
                    .collect(Collectors.joining()),
            "2: wrap-up-codes: found 51 codes, allowed: at most 50"),
        // Texts of the wrong shape.
        mistake(
            "wrap-up-codes: [{id: Done, name: {en: Done, es: Hecho}}]",
            "1: wrap-up-codes[0].id: found Done, allowed: " + ID),
        mistake(
            "wrap-up-codes:\n- id: done\n  name: {en: Done}",
            "3: wrap-up-codes[0].name: found es: nothing, allowed: " + NAME),
        mistake(
            "wrap-up-codes: [{id: done, name: {en: D, es: H}, text: D}]",
            "1: wrap-up-codes[0].text: found an unknown key, allowed: id, name"),
        mistake(
            "wrap-up-codes: [{id: a, name: {en: A, es: A}}, {id: a, name: {en: B, es: B}}]",
            "1: wrap-up-codes: found a twice, allowed: each only once"),
        mistake(
            "languages: [en, fr]",
            "1: languages[1]: found fr, allowed: languages with prompts: [en, es]"),
        mistake(
            "languages: [en]\n" + GROUP + "menu: {0: a}",
            "3: menu.0: found the key 0, allowed: a key from 1 to 9",
            "3: menu: found nothing, allowed: at least one key"),
        mistake(GROUP + "agents: [{id: Ana}]", "2: agents[0].id: found Ana, allowed: " + ID),
        mistake(GROUP + "agents: [{id: ../ana}]", "2: agents[0].id: found ../ana, allowed: " + ID),
        mistake(GROUP + "agents: [{name: X}]", "2: agents[0].id: found nothing, allowed: a value"),
        mistake(
            GROUP + "agents:\n  - id:\n    name: X",
            "3: agents[0].id: found nothing, allowed: a value"),
        mistake(
            GROUP + "agents: [{id: global}]",
            "2: agents[0].id: found global, allowed: a name that Asterisk does not use itself"),
        mistake(
            GROUP + "agents: [{id: x, name: \"<b>\"}]",
            "2: agents[0].name: found <b>, allowed: " + NAME),
        mistake(
            "skill-groups:\n- id: a\n  name: {en: A}",
            "3: skill-groups[0].name: found es: nothing, allowed: " + NAME),
        mistake(
            "skill-groups: [{id: a, name: {en: A, es: A, fr: A}}]",
            "1: skill-groups[0].name.fr: found the key fr, allowed: one of [en, es]"),
        mistake(
            "numbers: ['311', 3-1-1]", "1: numbers[1]: found 3-1-1, allowed: digits, at most 15"),
        mistake(
            "http: {host: 'a b'}",
            "1: http.host: found a b, allowed: an IPv4 address or a host's name"),
        mistake(
            "asterisk: {sip: {host: 'example.'}}",
            "1: asterisk.sip.host: found example., allowed: an IPv4 address or a host's name"),
        mistake(
            "cluster: {members: [here]}", "1: cluster.members[0]: found here, allowed: host:port"),
        mistake(
            "cluster: {members: ['h:70000']}",
            "1: cluster.members[0]: found h:70000, allowed: host:port"),
        mistake(
            "cluster: {members: ['192.0.2.1:5701']}",
            "1: cluster: found 2 members, but 1 in asterisk.nodes, allowed: as many asterisk.nodes"
                + " as members, the same list at every node"),
        // An Asterisk of ours that the other nodes could not reach, or would not let in.
        mistake(
            "asterisk:\n  nodes: ['127.0.0.1:4573', '192.0.2.2:4573']",
            "2: asterisk.nodes: found [192.0.2.2], allowed: nodes on this machine, as others don't"
                + " reach asterisk.ami.host, 127.0.0.1"),
        mistake(
            "asterisk:\n  ami: {host: 192.0.2.1}\n  nodes: ['127.0.0.1:4573', 'two:4573']",
            "2: asterisk.ami: found no permit, allowed: a permit with the addresses of [two], as"
                + " Asterisk looks up no names"),
        mistake(
            "asterisk:\n  ami: {permit: [two]}",
            "2: asterisk.ami.permit[0]: found two, allowed: an IPv4 address or network, such as"
                + " 192.0.2.0/24"),
        mistake(
            "asterisk: {nodes: ['127.0.0.1:4573', 'h:0']}",
            "1: asterisk.nodes[1]: found h:0, allowed: host:port"),
        mistake(
            "asterisk: {trunks: [{name: t, match: [example.org]}]}",
            "1: asterisk.trunks[0].match[0]: found example.org, allowed: an IPv4 address or"
                + " network, such as 192.0.2.0/24",
            "1: asterisk.trunks[0].match: found none, allowed: at least one address that calls may"
                + " come from"),
        mistake(
            "database: {url: mysql://db/city}",
            "1: database.url: found something else, allowed: a URL such as"
                + " postgresql://user:password@host/name"),
        // Whatever is wrong with it, the password in it is not told.
        mistake(
            "database: {url: 'postgresql://db/city?user=city&password=secret word'}",
            "1: database.url: found something else, allowed: a URL such as"
                + " postgresql://user:password@host/name"),
        mistake(
            "database: {url: 'city:secret@db/city'}",
            "1: database.url: found something else, allowed: a URL such as"
                + " postgresql://user:password@host/name"),
        mistake(
            "database: city:se@cret@db/city",
            "1: database: found city:***@db/city, allowed: keys and values"),
        mistake(
            "voices: {en: [espeak]}",
            "1: voices.en: found [espeak], allowed: a command with {text} and {wav} among its"
                + " words"),
        mistake(
            "greeting: {pin: 12345}",
            "1: greeting.pin: found something else, allowed: 6 to 12 digits"),
        mistake("voices: {fr: [x]}", "1: voices.fr: found an unknown key, allowed: en, es"));
  }

  private static Arguments mistake(String text, String... told) {
    return arguments(text, List.of(told));
  }

  @ParameterizedTest
  @MethodSource
  void mistakes(String text, List<String> told) {
    assertEquals(told.stream().map(line -> file() + ":" + line).toList(), mistakesOf(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "city: [a",
        "\n\ncity: 'a",
        "city: a\n  http: b",
        "\tcity: a",
        "city: *nobody",
        "city: A\n---\ncity: B",
        "%YAML 9.9\n---\ncity: a",
        "{city: a}}",
        "city: \"\\q\"",
        "city: \u0007",
      })
  void notYaml_isToldWithItsLine(String text) {
    List<String> told = mistakesOf(text);

    assertEquals(1, told.size(), told.toString());
    assertTrue(
        told.getFirst().matches("\\Q" + file() + "\\E:[1-9]\\d*: not YAML: \\S.*"),
        told.toString());
  }

  @Test
  void notYaml_hasTheLineOfTheProblem() {
    String told = mistakesOf("city: A\nhttp:\n  port: 1\n bad: 2\n").getFirst();

    assertTrue(told.startsWith(file() + ":4: not YAML: "), told);
  }

  /// Each level names the one below nine times: half a thousand million values if they were followed.
  @Test
  void aliasesThatMultiply_areRefused_ratherThanFollowed() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 10; i++) {
      String below = "*a" + (i - 1);
      text.append("a" + i + ": &a" + i + " [" + below + (", " + below).repeat(8) + "]\n");
    }

    assertTrue(mistakesOf(text.toString()).getFirst().contains(": not YAML: "));
  }

  @Test
  void severalMistakes_areToldAtOnce_eachWithItsLine() {
    List<String> told =
        mistakesOf(
            """
            # the city's own
            city: <script>
            http:
              port: 99999
            languages: [en, tlh]
            skill-groups:
              - {id: a, name: {en: A}}
            agents:
              - {id: x, groups: [b]}
            acd:
              ring: soon
            colour: red
            """);

    assertEquals(
        List.of("2: city", "4: http.port", "5: languages[1]", "9: agents[0].groups"),
        keysWithLines(told).stream()
            .filter(key -> !key.contains("acd") && !key.contains("colour"))
            .sorted()
            .toList());
    assertTrue(keysWithLines(told).containsAll(List.of("11: acd.ring", "12: colour")));
  }

  private static List<String> keysWithLines(List<String> told) {
    return told.stream()
        .map(line -> line.replaceFirst("^.*?yaml:(\\d+: [^:]+): .*", "$1"))
        .toList();
  }

  /// What is printed goes to a terminal: it must be one line that cannot steer it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "city: \"a\\nfake.yaml:1: city: found b\"",
        "city: \"\\e[2J\\e[31mred\"",
        "city: \"a\\0b\\x07\"",
        "city: \"a\\N\\L\\Pb\"",
        "city: \"\\u202Egnirts\"",
        "\"ci\\nty\\e[2J\": x",
        "http: {\"po\\nrt\": 1}",
        "menu: {\"1\\n2\": streets}",
        "skill-groups: [{id: \"a\\nb\", name: {en: \"\\e[2J\", es: \"'\\\"`$(id)\\n\"}}]",
        "database: {url: \"postgresql://h/\\nx\"}",
        "voices: {en: [\"say\\e[2J\", \"two\\nlines\"]}",
        "asterisk: {nodes: [\"h:1\\n\"]}",
      })
  void hostileText_isRefused_onOneLineWithoutControlCharacters(String text) {
    List<String> told = mistakesOf(text);

    assertTrue(
        told.stream().noneMatch(line -> line.matches("(?s).*[\\p{Cc}\\p{Cf}\u2028\u2029].*")),
        told.toString());
    assertTrue(told.stream().allMatch(line -> line.startsWith(file() + ":1: ")), told.toString());
  }

  @Test
  void veryLongText_isCutInTheMessage() {
    String told = mistakesOf("city: " + "x".repeat(100_000)).getFirst();

    assertTrue(told.length() < 500, told.length() + " characters");
    assertTrue(told.endsWith("allowed: " + NAME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "city: \"a; rm -rf /\"",
        "city: \"$(id)\"",
        "city: \"`id`\"",
        "city: \"a|b\"",
        "city: \"${EPOCH}\"",
        "city: \"a\\\\b\"",
        "city: \"<speak>\"",
        "city: \"[section]\"",
        "city: ''",
        "data: ''",
        "data: \"a\\nb\"",
        "node: {name: 'a b'}",
        "numbers: ['311;4']",
        "numbers: [_X.]",
        "asterisk: {trunks: [{name: 't]', match: [127.0.0.1]}]}",
        "asterisk: {trunks: [{name: t, match: ['127.0.0.1;x']}]}",
        "http: {host: '127.0.0.1;x'}",
      })
  void textThatCouldMeanMoreThanItself_isRefused(String text) {
    assertTrue(mistakesOf(text).getFirst().contains(", allowed: "));
  }

  private Path file() {
    return folder.resolve("city311.yaml");
  }

  private List<String> mistakesOf(String text) {
    try {
      Files.writeString(file(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return assertThrows(ConfigurationException.class, () -> ConfigurationReader.read(file()))
        .mistakes();
  }
}

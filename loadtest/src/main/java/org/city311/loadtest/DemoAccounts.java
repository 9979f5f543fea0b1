package org.city311.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.city311.ivr.disk.WholeFile;

/// Accounts by which whoever watches a demo can work in it: an agent and a supervisor, each with a phone in the
/// browser. They are there as long as the demo plays: afterwards the accounts are disabled and the agents gone.
///
/// Their passwords are made anew for each demo, good only to choose another, and kept in a file that only its owner
/// can read; `./city311 accounts demo` prints it.
final class DemoAccounts implements AutoCloseable {
  /// In the demo's folder, which goes with the demo: `NAME=PASSWORD`.
  static final String FILE = "accounts.properties";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CentreApi api;
  private final PrintStream out;

  private DemoAccounts(CentreApi api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /// Somebody of the demo; the agent has the account's name.
  private enum Player {
    AGENT("demo-agent", "Demo agent", "agent"),
    SUPERVISOR("demo-supervisor", "Demo supervisor", "supervisor");

    private final String name;
    private final String shown;
    private final String role;

    Player(String name, String shown, String role) {
      this.name = name;
      this.shown = shown;
      this.role = role;
    }

    private String agentPath() {
      return "/api/agents/" + name;
    }

    private String accountPath() {
      return "/api/accounts/" + name;
    }
  }

  /// Makes them, or enables those of an earlier demo.
  static DemoAccounts make(CentreApi api, Path folder, PrintStream out) throws IOException {
    var accounts = new DemoAccounts(api, out);
    var passwords = new StringBuilder();
    for (var player : Player.values()) {
      passwords.append(player.name).append('=').append(accounts.password(player)).append('\n');
    }
    WholeFile.write(folder.resolve(FILE), passwords.toString());
    out.println("try a desk yourself: ./city311 accounts demo shows how to sign in");
    return accounts;
  }

  private String password(Player player) throws IOException {
    api.put(
        player.agentPath(),
        JSON.writeValueAsString(
            Map.of("name", player.shown, "groups", everything(), "phone_kind", "browser")));
    var account =
        Map.of("display_name", player.shown, "roles", List.of(player.role), "agent", player.name);
    if (!isThere(player)) {
      return told(api.post(player.accountPath(), JSON.writeValueAsString(account)));
    }
    var enabled = new TreeMap<String, Object>(account);
    enabled.put("disabled", false);
    api.put(player.accountPath(), JSON.writeValueAsString(enabled));
    return told(api.post(player.accountPath() + "/password", "{}"));
  }

  private boolean isThere(Player player) throws IOException {
    for (var account : JSON.readTree(api.get("/api/accounts")).path("accounts")) {
      if (account.path("name").asText().equals(player.name)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Integer> everything() throws IOException {
    var groups = new TreeMap<String, Integer>();
    JSON.readTree(api.get("/api/skill-groups"))
        .forEach(group -> groups.put(group.path("id").asText(), 1));
    return groups;
  }

  private static String told(String answer) throws IOException {
    return JSON.readTree(answer).path("password").asText();
  }

  @Override
  public void close() {
    for (var player : Player.values()) {
      try {
        api.put(player.accountPath(), "{\"disabled\":true}");
        api.delete(player.agentPath());
      } catch (IOException e) {
        out.println("account " + player.name + " may be left over: " + e.getMessage());
      }
    }
  }
}

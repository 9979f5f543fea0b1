package org.city311.gateway.accounts;

import java.sql.SQLException;

/// What a node does by itself now and then, done at once.
public final class Nodes {
  private Nodes() {}

  public static void look(Sessions sessions) throws SQLException {
    sessions.look();
  }
}

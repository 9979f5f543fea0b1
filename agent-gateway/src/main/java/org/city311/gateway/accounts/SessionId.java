package org.city311.gateway.accounts;

import java.util.UUID;

/// Names a session. It is no secret: what the browser shows is another thing, see [Token].
public record SessionId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}

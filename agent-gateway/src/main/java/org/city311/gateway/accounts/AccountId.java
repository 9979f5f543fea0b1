package org.city311.gateway.accounts;

import java.util.UUID;

/// Names an account for good, whatever it is called.
public record AccountId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}

package org.city311.requests.store;

import java.util.Set;
import org.city311.requests.number.RequestNumber;

/// A request and all that are merged into it, directly or through others.
///
/// @param requests it and the others: one visit of a crew for as many reports
/// @param followers all who want to hear of any of them, each once
public record Together(Set<RequestNumber> requests, Set<String> followers) {
  public Together {
    requests = Set.copyOf(requests);
    followers = Set.copyOf(followers);
  }
}

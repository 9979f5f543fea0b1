package org.city311.gateway.softphone;

import java.util.List;
import java.util.Optional;

/// The headers of a message, in their order. Names are in lower case, and never short forms.
record SipHeaders(List<Header> all) {
  /// One line.
  record Header(String name, String value) {}

  SipHeaders {
    all = List.copyOf(all);
  }

  int count(String name) {
    return (int) all.stream().filter(header -> header.name().equals(name)).count();
  }

  /// The first of this name.
  Optional<String> value(String name) {
    return all.stream().filter(header -> header.name().equals(name)).map(Header::value).findFirst();
  }
}

package org.city311.requests.http.open311;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of an answer, before it is XML or JSON. The two are mapped by Open311's Spark convention: elements
/// of a list have a name in XML and none in JSON, and so has the whole document.
sealed interface Node {
  /// A text; empty for what the city has not: an empty element, or null.
  record Words(String text) implements Node {}

  record Whole(long number) implements Node {}

  record Decimal(double number) implements Node {}

  record Truth(boolean is) implements Node {}

  /// @param each the name of each element
  record Items(String each, List<? extends Node> all) implements Node {
    public Items {
      all = List.copyOf(all);
    }
  }

  /// Named fields, in order.
  record Group(List<Field> fields) implements Node {
    public Group {
      fields = List.copyOf(fields);
    }

    static Builder with(String name, String text) {
      return new Builder().with(name, text);
    }
  }

  record Field(String name, Node value) {}

  /// @param root the name of the whole
  record Document(String root, Node node) {}

  /// Puts a group together.
  final class Builder {
    private final List<Field> fields = new ArrayList<>();

    Builder with(String name, String text) {
      return with(name, new Words(text));
    }

    Builder with(String name, boolean is) {
      return with(name, new Truth(is));
    }

    Builder with(String name, long number) {
      return with(name, new Whole(number));
    }

    Builder with(String name, Optional<Double> number) {
      return with(name, number.<Node>map(Decimal::new).orElse(new Words("")));
    }

    Builder with(String name, Node value) {
      fields.add(new Field(name, value));
      return this;
    }

    Group build() {
      return new Group(fields);
    }
  }
}

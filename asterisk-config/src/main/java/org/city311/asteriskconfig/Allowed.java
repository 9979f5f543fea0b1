package org.city311.asteriskconfig;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// The shapes of text that may enter one of Asterisk's files.
///
/// Each is a list of what is allowed, never of what is forbidden: Asterisk's file formats have no
/// common way to quote, and a dialplan expands `${…}`, `,`, `&` and `|` wherever they stand.
enum Allowed {
  /// Ids of agents, groups, trunks, systems.
  NAME("[a-z0-9][a-z0-9-]{0,39}", "1 to 40 of a-z 0-9 -, not beginning with -"),
  /// A prompt's key.
  PROMPT("[a-z0-9][a-z0-9_-]{0,99}", "1 to 100 of a-z 0-9 - _, not beginning with - or _"),
  /// A language's code, for example `es` or `es-mx`.
  LANGUAGE("[a-z]{2}(-[a-z]{2})?", "two letters, such as en or es"),
  /// A number that can be dialled.
  NUMBER("\\+?[0-9]{1,20}", "1 to 20 digits, a + before them if need be"),
  /// A host to connect to or to listen on.
  HOST("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?", "an IPv4 address or a host name"),
  /// A network by number.
  NETWORK(
      "[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?", "an IPv4 address, /bits after it if need be"),
  /// A network by number, or a host's name.
  ADDRESS(
      NETWORK.shape.pattern() + "|" + HOST.shape.pattern(),
      "an IPv4 address, /bits after it if need be, or a host name"),
  /// A password. It is never repeated in a message.
  SECRET("[A-Za-z0-9._~+/=-]{8,200}", "8 to 200 of A-Z a-z 0-9 . _ ~ + / = -") {
    @Override
    String shown(String value) {
      return "something else";
    }
  };

  // A Unix socket's name has at most 107 bytes, and "/asterisk.ctl" stands behind the run folder's.
  private static final int LONGEST_RUN_FOLDER = 90;
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._+@~ -]*");

  private final Pattern shape;
  private final String words;

  Allowed(String shape, String words) {
    this.shape = Pattern.compile(shape);
    this.words = words;
  }

  String shown(String value) {
    return "'" + value.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  void check(String what, String value) {
    if (!shape.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: found %s, allowed is %s".formatted(what, shown(value), words));
    }
  }

  static void path(String what, Path path) {
    if (!PATH.matcher(path.toString()).matches()) {
      throw new IllegalArgumentException(
          "%s: found '%s', allowed is an absolute path of letters, digits and / . _ + @ ~ - and space"
              .formatted(what, path));
    }
  }

  static void runFolder(Path path) {
    path("Asterisk's folder", path);
    if (path.toString().length() > LONGEST_RUN_FOLDER) {
      throw new IllegalArgumentException(
          "Asterisk's folder: '%s' has %d characters, at most %d fit a Unix socket's name: choose a shorter data folder"
              .formatted(path, path.toString().length(), LONGEST_RUN_FOLDER));
    }
  }

  static void range(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: found %d, allowed is %d to %d".formatted(what, value, least, most));
    }
  }

  static <T> List<T> listOf(String what, Collection<T> values, int least, int most) {
    range("count of " + what, values.size(), least, most);
    return List.copyOf(values);
  }

  static void distinct(String what, List<String> names) {
    var seen = new HashSet<String>();
    for (var name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("%s: '%s' is there twice".formatted(what, name));
      }
    }
  }
}

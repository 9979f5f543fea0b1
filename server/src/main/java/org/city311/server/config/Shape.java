package org.city311.server.config;

import java.util.List;
import java.util.regex.Pattern;
import org.city311.flows.greeting.PinLock;
import org.city311.ivr.routing.Naming;

/// How a value may be written, and how that is explained to whoever wrote it otherwise.
record Shape(Pattern pattern, String explained) {
  static final Shape ID = new Shape(Naming.ID, Naming.ID_ALLOWED);
  static final Shape NAME = new Shape(Naming.NAME, Naming.NAME_ALLOWED);
  static final Shape EXTENSION = new Shape(Naming.EXTENSION, Naming.EXTENSION_ALLOWED);
  static final Shape NUMBER = of("\\+?\\d{1,15}", "digits, at most 15");
  static final Shape DIGIT = of("[1-9]", "a key from 1 to 9");
  static final Shape FOLDER = of("[^\\p{Cntrl}]{1,500}", "a folder's path");
  static final Shape FILE = of("[^\\p{Cntrl}]{1,500}", "a file's path");
  static final Shape WORD =
      of("[^\\p{Cntrl}]{1,500}", "the words of a command, at most 500 characters each");
  static final Shape URL =
      of(
          "(jdbc:postgresql|postgres|postgresql)://[^\\s]{1,500}",
          "a URL such as postgresql://user:password@host/name");
  static final Shape NETWORK =
      of(
          "\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?",
          "an IPv4 address or network, such as 192.0.2.0/24");
  static final Shape HOST =
      of("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?", "an IPv4 address or a host's name");

  /// Of this machine alone (RFC 1122, section 3.2.1.3).
  static final Shape LOOPBACK =
      of("127(\\.\\d{1,3}){3}", "an address of this machine, such as 127.0.0.1");

  /// RFC 7064 and RFC 7065.
  static final Shape ICE =
      of(
          "(stuns?|turns?):" + HOST.pattern + "(:\\d{1,5})?(\\?transport=(udp|tcp))?",
          "an address such as stun:stun.city.example:3478 or turns:turn.city.example");

  static final Shape HOST_PORT =
      of(
          HOST.pattern
              + ":([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])",
          "host:port");

  /// What nobody else may read.
  static final Shape SECRET = of("[^\\p{Cntrl}]{1,500}", "at most 500 characters");

  /// A secret of digits. Unquoted, its first zeros would be lost.
  static final Shape PIN =
      of(
          "[0-9]{%d,%d}".formatted(PinLock.LEAST_DIGITS, PinLock.MOST_DIGITS),
          "%d to %d digits".formatted(PinLock.LEAST_DIGITS, PinLock.MOST_DIGITS));

  static Shape of(String pattern, String explained) {
    return new Shape(Pattern.compile(pattern), explained);
  }

  /// One of these words.
  static Shape oneOf(List<String> words, String explained) {
    return of(String.join("|", words.stream().map(Pattern::quote).toList()), explained);
  }

  /// How a value that is not of this shape is told. A secret is not; nor a URL, as it may hold one.
  String shown(String found) {
    return equals(URL) || equals(SECRET) || equals(PIN) ? "something else" : found;
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}

package org.city311.requests.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.city311.requests.catalogue.Text;

/// Something that the city knows of already, such as a power failure: callers are told before they
/// ask.
///
/// @param id 1 to 40 of `a-z 0-9 -`
/// @param text what is said, with where it is; at most [#MOST_CHARACTERS] in each language
/// @param group the id of the skill group whose callers hear it; empty: all do, before the menu
/// @param types ids of the types of request that are about it; at most [#MOST_TYPES]
/// @param until when it is over, unless it is taken away before
/// @param at since when it is told
public record KnownEvent(
    String id, Text text, String group, Set<String> types, Instant until, Instant at) {
  public static final int MOST_CHARACTERS = 600;
  public static final int MOST_TYPES = 20;

  public KnownEvent {
    types = Set.copyOf(types);
  }

  /// The prompt that tells it: another for another text, so that nobody hears an old one.
  public String prompt() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((text.en() + "\n" + text.es()).getBytes(StandardCharsets.UTF_8));
      return "event-" + id + "-" + HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

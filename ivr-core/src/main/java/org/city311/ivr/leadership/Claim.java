package org.city311.ivr.leadership;

/// Who says that it leads, as written in Asterisk.
///
/// @param term counts the leaders: a later one has a higher number; 0 before the first
/// @param node the leader's number, from 1; 0 when the last one has laid down its office
public record Claim(long term, int node) {
  /// Nobody ever claimed, or Asterisk has forgotten who did.
  public static final Claim NONE = new Claim(0, 0);

  /// Reads what [#text] wrote; [#NONE] for anything else.
  public static Claim parse(String text) {
    if (!text.matches("\\d{1,18}:\\d{1,9}")) {
      return NONE;
    }
    int colon = text.indexOf(':');
    return new Claim(
        Long.parseLong(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  /// For [#parse].
  public String text() {
    return term + ":" + node;
  }

  /// Whether the last leader has said that it leads no longer, so that nobody need wait for its lease
  /// to run out.
  boolean isLaidDown() {
    return term > 0 && node == 0;
  }
}

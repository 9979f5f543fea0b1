package org.city311.loadtest.caller;

import java.time.Duration;
import java.util.List;

/// What a caller does in one call, by the clock alone: as a person who knows the way does, it doesn't
/// wait for anybody.
///
/// @param by whose telephone calls which number
/// @param presses the keys, in their order
/// @param stay how long the caller stays after the last of them; then it hangs up
public record CallPlan(Line by, List<Press> presses, Duration stay) {
  public CallPlan {
    presses = List.copyOf(presses);
  }

  /// Whose telephone calls which number.
  ///
  /// @param from the caller's number, or the account of a phone of the centre
  /// @param secret the account's; empty for who comes by the trunk, and is believed by the address
  /// @param number what is dialled
  public record Line(String from, String secret, String number) {
    /// Whether it is a phone of the centre, which is asked for its secret.
    boolean isPhone() {
      return !secret.isEmpty();
    }

    /// A resident.
    public static Line of(String from, String number) {
      return new Line(from, "", number);
    }
  }

  /// Something that a caller does.
  ///
  /// @param after how long after the end of what was before, or the answer
  /// @param speech how long a tone is spoken before the keys
  /// @param keys one after the other, each held for 0.1 s; none where only time passes
  public record Press(Duration after, Duration speech, String keys) {
    /// Keys alone.
    public Press(Duration after, String keys) {
      this(after, Duration.ZERO, keys);
    }
  }
}

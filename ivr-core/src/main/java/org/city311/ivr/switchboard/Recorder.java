package org.city311.ivr.switchboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.city311.ivr.call.OfferId;

/// Records talks in the switch, each at the channel of its agent: the file has what the agent says and
/// hears, from the order on until that channel ends, also when no server is there any more.
///
/// What was wished of a recording is kept on the channel too, so that every node knows it. Methods wait for
/// the switch's answer, and may be called by any thread. They throw [IOException] when it can't be asked or
/// refuses; all may be repeated.
public interface Recorder {
  /// What a flow remembers on the channel of a caller who has been told that talks are recorded.
  String TOLD = "recording-told";

  /// What has become of the recording of a talk.
  Seen look(OfferId leg) throws IOException;

  /// Begins. Two that begin the same one must not: [#look] first.
  ///
  /// @param file where the sound goes: WAV, 8,000 samples of 16 bits a second, one channel
  void begin(OfferId leg, Path file) throws IOException;

  /// Has nothing but silence go into the recording, or sound again. Nobody hears a difference.
  void silence(OfferId leg, boolean silent) throws IOException;

  /// Keeps on the channel what was wished.
  void keep(OfferId leg, Wish wish) throws IOException;

  /// Whether a caller has been told that talks are recorded, which the flow remembers on the channel.
  ///
  /// @param channel the caller's, by its name or unique id
  boolean wasTold(String channel) throws IOException;

  /// What an agent wants of a recording.
  enum Wish {
    /// To go on.
    ON,
    /// To be silent for a while.
    PAUSED,
    /// To be silent to the end, where the rule leaves it to the agent.
    OFF
  }

  /// A recording, as the switch has it.
  ///
  /// @param there whether the agent's channel is there; a recording whose channel is not is whole
  /// @param begun whether it has begun
  /// @param wish the latest; empty for none
  record Seen(boolean there, boolean begun, Optional<Wish> wish) {
    /// The channel is no longer there.
    public static final Seen GONE = new Seen(false, false, Optional.empty());
  }
}

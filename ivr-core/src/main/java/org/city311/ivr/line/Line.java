package org.city311.ivr.line;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.city311.ivr.call.Language;

/// A resident's line, as a flow sees it. Each method returns when it is done; used by one thread.
public interface Line {

  /// Who is on this line.
  Caller caller();

  /// Says where in the conversation the resident is, for the call's record.
  ///
  /// @param step a short name, such as `language` or `service`
  void step(String step);

  /// Says that it is settled what the conversation came to: what follows are last words, and whoever hears
  /// them is not sent back to wait, also when this node dies.
  default void settled() throws CallerGone {}

  /// Speaks this language from now on, also on another node if this one dies.
  void speak(Language language) throws CallerGone;

  /// Plays a prompt to its end.
  ///
  /// @param prompt a key of the text catalogue, such as `goodbye`
  void play(String prompt) throws CallerGone;

  /// Plays a prompt, stops it at the first key, and waits a while for one after it.
  ///
  /// @param patience how long to wait after the prompt
  /// @return the key: a digit, `*` or `#`; empty if none was pressed
  Optional<Character> ask(String prompt, Duration patience) throws CallerGone;

  /// Plays a prompt, stops it at the first key, and takes digits until `#`.
  ///
  /// @param patience how long to wait for the first digit, and from each to the next
  /// @param most how many digits end it without `#`
  /// @return the digits; empty if there were none
  String askDigits(String prompt, Duration patience, int most) throws CallerGone;

  /// Records what the resident says, until `#`, a silence, or the time is up.
  ///
  /// @param file the recording without its ending, which is `.wav`; replaced if it is there. What was
  ///     said is in it also when the resident hung up meanwhile
  /// @param atMost how long the resident may speak
  /// @param silence how long a silence ends it
  /// @throws IOException when the switch can't write the file; the resident is still there
  void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException;

  /// Plays a recording; any key stops it.
  ///
  /// @param file without its ending
  void playRecording(Path file) throws CallerGone;
}

package org.city311.ivr.line;

import java.time.Duration;
import java.util.Optional;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;

/// A resident's line, as a flow sees it. Each method returns when it is done; used by one thread.
public interface Line {

  /// The call on this line.
  CallId call();

  /// Says where in the conversation the resident is, for the call's record.
  ///
  /// @param step a short name, such as `language` or `service`
  void step(String step);

  /// Speaks this language from now on.
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
}

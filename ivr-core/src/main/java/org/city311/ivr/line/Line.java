package org.city311.ivr.line;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.city311.ivr.call.Language;

/// A resident's line, as a flow sees it. Each method returns when it is done; used by one thread.
///
/// Keys are heard whatever is played. One pressed during what is only told stops it, and is the answer to
/// the next question, which is then not played: who knows the way may type ahead.
public interface Line {

  /// Who is on this line.
  Caller caller();

  /// Says where in the conversation the resident is, for the call's record.
  ///
  /// @param step a short name, such as `language` or `service`
  void step(String step);

  /// Says where in the menus the resident is.
  ///
  /// @param menus their version, so that the call's record says what was heard
  void step(String step, String menus);

  /// Says by which key the resident chose something at a step of the menus, for who answers the call. Never of keys
  /// that are part of a number.
  default void pressed(String step, char key) {}

  /// Says that it is settled what the conversation came to: what follows are last words, and whoever hears
  /// them is not sent back to wait, also when this node dies.
  default void settled() throws CallerGone {}

  /// Speaks this language from now on, also on another node if this one dies.
  void speak(Language language) throws CallerGone;

  /// Tells the resident something. A key stops it, and answers the next question.
  void play(Spoken spoken) throws CallerGone;

  /// Tells the resident one prompt.
  ///
  /// @param prompt a key of the text catalogue, such as `goodbye`
  default void play(String prompt) throws CallerGone {
    play(Spoken.of(prompt));
  }

  /// Asks a question that one key answers: the first stops it, or is waited for afterwards.
  ///
  /// @param patience how long to wait after the question
  /// @return the key: a digit, `*` or `#`; empty if none was pressed
  Optional<Character> ask(Spoken question, Duration patience) throws CallerGone;

  /// Asks with one prompt.
  default Optional<Character> ask(String prompt, Duration patience) throws CallerGone {
    return ask(Spoken.of(prompt), patience);
  }

  /// Asks for a number: the first key stops the question, `#` ends the digits.
  ///
  /// @param patience how long to wait for the first digit, and from each to the next; after a first 0 a line
  ///     may wait for less, as 0 alone leads to a person
  /// @param most how many digits end it without `#`, 1 to 30; one that is pressed right after them still belongs to
  ///     them
  /// @return the digits; `#` if that was pressed before any, `*` if that was pressed at all; empty if
  ///     nothing was
  String askDigits(Spoken question, Duration patience, int most) throws CallerGone;

  /// Asks for a number with one prompt.
  default String askDigits(String prompt, Duration patience, int most) throws CallerGone {
    return askDigits(Spoken.of(prompt), patience, most);
  }

  /// Records what the resident says, until `#`, a silence, or the time is up. Keys that were pressed
  /// before are no answers to what comes after.
  ///
  /// @param file the recording without its ending, which is `.wav`; replaced if it is there. What was
  ///     said is in it also when the resident hung up meanwhile
  /// @param atMost how long the resident may speak
  /// @param silence how long a silence ends it
  /// @throws IOException when the switch can't write the file; the resident is still there
  void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException;

  /// Plays a recording. A key stops it, and answers the next question.
  ///
  /// @param file without its ending
  void playRecording(Path file) throws CallerGone;

  /// Remembers something on the call itself, for as long as it lasts: whatever happens to this node,
  /// the next one can recall it.
  ///
  /// @param name of which there are few: small letters, digits and hyphens, at most 30 characters
  /// @param value one short line, at most 200 characters, without quotes and backslashes; empty forgets
  ///     it
  void remember(String name, String value) throws CallerGone;

  /// What was remembered on this call; empty if nothing was.
  Optional<String> recall(String name) throws CallerGone;
}

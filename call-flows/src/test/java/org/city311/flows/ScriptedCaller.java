package org.city311.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;

/// A caller who presses the keys of a script, one at each question, and writes down all that happens
/// on the line. [#SILENCE] lets a question pass. When the script is used up, the caller stays silent.
final class ScriptedCaller implements Line {
  static final char SILENCE = '-';

  /// Before a key: it comes while something is said in passing, which is otherwise heard to its end.
  static final char INTERRUPTS = '!';

  private final String keys;
  private final int hearsAtMost;
  private final List<String> transcript = new ArrayList<>();
  private final List<Duration> patience = new ArrayList<>();
  private int asked;
  private int heard;

  private ScriptedCaller(String keys, int hearsAtMost) {
    this.keys = keys;
    this.hearsAtMost = hearsAtMost;
  }

  static ScriptedCaller presses(String keys) {
    return new ScriptedCaller(keys, Integer.MAX_VALUE);
  }

  /// Hears so many prompts and hangs up during the next one.
  ScriptedCaller hangsUpAfter(int prompts) {
    return new ScriptedCaller(keys, prompts);
  }

  /// Holds the conversation.
  ///
  /// @return everything that happened, in order, the ending last
  List<String> with(Flow flow) throws CallerGone {
    transcript.add(
        switch (flow.converse(this)) {
          case Ending.Person person -> "person of " + person.demand().group();
          case Ending.Goodbye _ -> "goodbye";
        });
    return transcript();
  }

  List<String> transcript() {
    return List.copyOf(transcript);
  }

  /// How long each question was waited for.
  List<Duration> patience() {
    return List.copyOf(patience);
  }

  int promptsHeard() {
    return heard;
  }

  @Override
  public CallId call() {
    return new CallId("city311-1.1");
  }

  @Override
  public void step(String step) {
    transcript.add("step " + step);
  }

  @Override
  public void speak(Language language) {
    transcript.add("language " + language);
  }

  @Override
  public void play(String prompt) throws CallerGone {
    hear(prompt);
    transcript.add("hears " + prompt);
  }

  @Override
  public Optional<Character> ask(String prompt, Duration wait) throws CallerGone {
    if (wait.equals(WelcomeFlow.NO_PATIENCE) && !interrupts()) {
      play(prompt);
      return Optional.empty();
    }
    hear(prompt);
    patience.add(wait);
    char key = asked < keys.length() ? keys.charAt(asked) : SILENCE;
    asked++;
    transcript.add("hears " + prompt + (key == SILENCE ? ", waits" : ", presses " + key));
    return key == SILENCE ? Optional.empty() : Optional.of(key);
  }

  /// Whether the script has the next key come while something is said in passing.
  private boolean interrupts() {
    boolean interrupts = asked < keys.length() && keys.charAt(asked) == INTERRUPTS;
    if (interrupts) {
      asked++;
    }
    return interrupts;
  }

  private void hear(String prompt) throws CallerGone {
    if (heard == hearsAtMost) {
      transcript.add("hangs up during " + prompt);
      throw new CallerGone();
    }
    heard++;
  }
}

package org.city311.flows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.city311.flows.message.WavFile;
import org.city311.ivr.acd.CallInput.Outcome;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.OverflowFlow;
import org.city311.ivr.line.Spoken;
import org.jspecify.annotations.Nullable;

/// A caller who presses the keys of a script, one at each question, and writes down all that happens
/// on the line. [#SILENCE] lets a question pass. When the script is used up, the caller stays silent.
final class ScriptedCaller implements Line {
  static final char SILENCE = '-';

  /// Before a key: it comes while something is said in passing, which is otherwise heard to its end.
  static final char INTERRUPTS = '!';

  private static final Caller SOMEONE =
      new Caller(new CallId("city311-1.1"), "4105550100", "311", null, null);

  private final String keys;
  private final int hearsAtMost;
  private final Caller caller;
  private final Deque<Said> says = new ArrayDeque<>();
  private final Deque<Character> ahead = new ArrayDeque<>();
  private final Map<String, String> remembered = new HashMap<>();
  private final List<String> transcript = new ArrayList<>();
  private final List<String> pressed = new ArrayList<>();
  private final List<Duration> patience = new ArrayList<>();
  private @Nullable Demand demand;
  private String usedMenus = "";
  private int asked;
  private int heard;

  private ScriptedCaller(String keys, int hearsAtMost, Caller caller) {
    this.keys = keys;
    this.hearsAtMost = hearsAtMost;
    this.caller = caller;
  }

  /// What a caller says into a recording.
  private record Said(double seconds, boolean hangsUp) {}

  /// Into a recording that the switch can't write.
  private static final Said UNRECORDED = new Said(-1, false);

  static ScriptedCaller presses(String keys) {
    return new ScriptedCaller(keys, Integer.MAX_VALUE, SOMEONE);
  }

  /// The same, by someone else.
  ScriptedCaller as(Caller other) {
    return new ScriptedCaller(keys, hearsAtMost, other);
  }

  /// Says something at the next recording.
  ScriptedCaller says(double seconds) {
    says.add(new Said(seconds, false));
    return this;
  }

  /// Says something at the next recording, and hangs up.
  ScriptedCaller saysAndHangsUp(double seconds) {
    says.add(new Said(seconds, true));
    return this;
  }

  /// Is there when the switch can't write the next recording.
  ScriptedCaller isNotRecorded() {
    says.add(UNRECORDED);
    return this;
  }

  /// Hears so many prompts and hangs up during the next one.
  ScriptedCaller hangsUpAfter(int prompts) {
    return new ScriptedCaller(keys, prompts, caller);
  }

  /// Is on the same call as that caller, on the next node.
  ScriptedCaller remembers(ScriptedCaller before) {
    remembered.putAll(before.remembered);
    return this;
  }

  /// Holds the conversation.
  ///
  /// @return everything that happened, in order, the ending last
  List<String> with(Flow flow) throws CallerGone {
    transcript.add(
        switch (flow.converse(this)) {
          case Ending.Person person -> {
            demand = person.demand();
            yield "person of " + person.demand().group();
          }
          case Ending.Outside outside -> "number " + outside.name();
          case Ending.Goodbye _ -> "goodbye";
        });
    return transcript();
  }

  /// Holds a conversation outside the queue.
  ///
  /// @return everything that happened, in order, what it came to last
  List<String> outsideTheQueueWith(OverflowFlow flow) throws CallerGone {
    transcript.add(flow.converse(this).map(Outcome::name).orElse("back to the queue"));
    return transcript();
  }

  List<String> transcript() {
    return List.copyOf(transcript);
  }

  /// What the conversation ended in.
  Demand demand() {
    return Objects.requireNonNull(demand, "no person was asked for");
  }

  /// How long each question was waited for.
  List<Duration> patience() {
    return List.copyOf(patience);
  }

  int promptsHeard() {
    return heard;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public void step(String step) {
    transcript.add("step " + step);
  }

  @Override
  public void pressed(String step, char key) {
    pressed.add(step + " " + key);
  }

  /// What was chosen in menus, such as `language 2`.
  List<String> pressed() {
    return pressed;
  }

  @Override
  public void settled() {
    transcript.add("settled");
  }

  @Override
  public void step(String step, String menus) {
    step(step);
    usedMenus = menus;
  }

  /// The version of the menus that were used last; empty for none.
  String usedMenus() {
    return usedMenus;
  }

  @Override
  public void speak(Language language) {
    transcript.add("language " + language);
  }

  @Override
  public void play(Spoken spoken) throws CallerGone {
    tell(spoken.toString());
  }

  /// A key that stops what is told is noted there, and answers the next question, which is not heard.
  private void tell(String said) throws CallerGone {
    hear(said);
    if (interrupts()) {
      char key = keys.charAt(asked++);
      ahead.add(key);
      transcript.add("hears " + said + ", presses " + key);
    } else {
      transcript.add("hears " + said);
    }
  }

  @Override
  public Optional<Character> ask(Spoken question, Duration wait) throws CallerGone {
    if (!ahead.isEmpty()) {
      return Optional.of(ahead.remove());
    }
    if (wait.equals(WelcomeFlow.NO_PATIENCE) && !interrupts()) {
      play(question);
      return Optional.empty();
    }
    hear(question.toString());
    patience.add(wait);
    char key = asked < keys.length() ? keys.charAt(asked) : SILENCE;
    asked++;
    transcript.add("hears " + question + (key == SILENCE ? ", waits" : ", presses " + key));
    return key == SILENCE ? Optional.empty() : Optional.of(key);
  }

  @Override
  public String askDigits(Spoken question, Duration wait, int most) throws CallerGone {
    StringBuilder digits = new StringBuilder();
    ahead.forEach(digits::append);
    ahead.clear();
    String hears = "";
    if (digits.isEmpty()) {
      hear(question.toString());
      patience.add(wait);
      hears = "hears " + question + ", ";
    }
    while (digits.length() < most && asked < keys.length()) {
      char key = keys.charAt(asked++);
      if (key == SILENCE || (key == '#' && !digits.isEmpty())) {
        break;
      }
      digits.append(key);
      if (key == '#' || key == '*') {
        break;
      }
    }
    transcript.add(hears + "dials " + digits);
    return digits.indexOf("*") >= 0 ? "*" : digits.toString();
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
    ahead.clear();
    Said said = says.isEmpty() ? new Said(0, false) : says.remove();
    if (said.equals(UNRECORDED)) {
      throw new IOException("on purpose");
    }
    WavFile.write(file.resolveSibling(file.getFileName() + ".wav"), said.seconds());
    transcript.add("says " + said.seconds() + " s");
    if (said.hangsUp()) {
      transcript.add("hangs up");
      throw new CallerGone();
    }
  }

  @Override
  public void playRecording(Path file) throws CallerGone {
    tell("the recording");
  }

  @Override
  public void remember(String name, String value) {
    remembered.put(name, value);
  }

  @Override
  public Optional<String> recall(String name) {
    return Optional.ofNullable(remembered.get(name)).filter(value -> !value.isEmpty());
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

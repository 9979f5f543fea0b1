package org.city311.flows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.city311.flows.message.WavFile;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.jspecify.annotations.Nullable;

/// The line of a caller who answers each question by what it asks, on a call that goes from node to node. The call
/// itself keeps its language and what is remembered.
///
/// A node dies as nodes do: what runs there just does not go on, and cleans up nothing.
final class MortalLine implements Line {
  private static final long PATIENCE_SECONDS = 20;

  private final Caller caller;
  private final Function<String, String> answers;
  private final Map<String, String> remembered = new HashMap<>();
  private final List<String> questions = new ArrayList<>();
  private @Nullable Language spoken;
  private CompletableFuture<Optional<String>> node = new CompletableFuture<>();
  private String underWay = "";
  private int commands;
  private int last = Integer.MAX_VALUE;
  private Moment moment = Moment.BEFORE;

  /// When a node dies at one of its commands to the switch.
  enum Moment {
    /// It is not sent.
    BEFORE,
    /// The switch does it, and its result is lost.
    AFTER
  }

  /// @param answers what is pressed at a question, by its prompts; empty: nothing
  MortalLine(Caller caller, Function<String, String> answers) {
    this.caller = caller;
    this.answers = answers;
  }

  /// A conversation that comes to something.
  ///
  /// @return what the conversation came to; empty when the node died before
  Optional<String> onANode(Callable<String> conversation) throws Exception {
    CompletableFuture<Optional<String>> end = new CompletableFuture<>();
    node = end;
    commands = 0;
    underWay = "";
    Thread.startVirtualThread(
        () -> {
          try {
            end.complete(Optional.of(conversation.call()));
          } catch (Exception e) {
            end.completeExceptionally(e);
          }
        });
    try {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("at command " + commands + " after " + questions, e);
    }
  }

  /// Lets the next node die at this command, counted from 1.
  MortalLine diesAt(int command, Moment when) {
    last = command;
    moment = when;
    return this;
  }

  /// Lets the next node live.
  MortalLine lives() {
    last = Integer.MAX_VALUE;
    return this;
  }

  /// How many commands the last node gave.
  int commands() {
    return commands;
  }

  /// All that was asked, in order.
  List<String> questions() {
    return List.copyOf(questions);
  }

  private void before() {
    commands++;
    if (commands == last && moment == Moment.BEFORE) {
      die();
    }
  }

  private void after() {
    if (commands == last && moment == Moment.AFTER) {
      die();
    }
  }

  private void die() {
    node.complete(Optional.empty());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("the dead don't go on");
  }

  private String asked(Spoken question) {
    String words = question.toString().replaceFirst("^(no-input|not-understood) ", "");
    // All tries of a question are one.
    if (!words.equals(underWay)) {
      questions.add(words);
    }
    underWay = words;
    return answers.apply(words);
  }

  @Override
  public Caller caller() {
    Language chosen = spoken == null ? caller.chosen() : spoken;
    return new Caller(caller.call(), caller.ani(), caller.dnis(), chosen, caller.group());
  }

  @Override
  public void step(String step) {
    before();
    after();
  }

  @Override
  public void step(String step, String menus) {
    step(step);
  }

  @Override
  public void speak(Language language) {
    before();
    spoken = language;
    after();
  }

  @Override
  public void play(Spoken words) {
    before();
    after();
  }

  @Override
  public Optional<Character> ask(Spoken question, Duration patience) {
    before();
    // What is told in passing is no question.
    String keys = patience.equals(WelcomeFlow.NO_PATIENCE) ? "" : asked(question);
    after();
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys.charAt(0));
  }

  @Override
  public String askDigits(Spoken question, Duration patience, int most) {
    before();
    String keys = asked(question);
    after();
    return keys;
  }

  @Override
  public void record(Path file, Duration atMost, Duration silence) throws CallerGone, IOException {
    before();
    asked(Spoken.of("recording"));
    WavFile.write(file.resolveSibling(file.getFileName() + ".wav"), 3);
    after();
  }

  @Override
  public void playRecording(Path file) {
    before();
    after();
  }

  @Override
  public void remember(String name, String value) {
    before();
    remembered.put(name, value);
    after();
  }

  @Override
  public Optional<String> recall(String name) {
    before();
    Optional<String> value = Optional.ofNullable(remembered.get(name));
    after();
    return value.filter(each -> !each.isEmpty());
  }
}

package org.city311.ivr.asterisk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.city311.ivr.call.CallId;
import org.city311.ivr.line.Caller;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a line asks of Asterisk, and what it makes of the answers, which are those of `res_agi.c`.
class AgiLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Spoken ONE = Spoken.of("menu");
  private static final Spoken TWO = Spoken.of("n-4", "n-2");
  private static final String NO_KEY = "200 result=0 endpos=8000";
  private static final String KEY_7 = "200 result=55 endpos=800";
  private static final String STREAM = "STREAM FILE \"city311/menu\" \"0123456789*#\"";
  private static final String OPTION = "GET OPTION \"city311/menu\" \"0123456789*#D\" 5000";
  private static final String DIGIT = "WAIT FOR DIGIT 5000";
  private static final String AFTER_ZERO = "WAIT FOR DIGIT 1500";
  private static final String BACKGROUND = "EXEC \"Background\" \"city311/n-4&city311/n-2\"";
  private static final String READ_ONE =
      "EXEC \"Read\" \"CITY311_KEYS,city311/n-4&city311/n-2,1,t,1,5.0\"";
  private static final String READ_KEYS = "GET VARIABLE \"CITY311_KEYS\"";

  private static final String END = "end";

  private final List<String> heard = new CopyOnWriteArrayList<>();

  /// Without a link: only AGI tells of keys. [KeypadTest] has the others.
  private final Keypad keypad =
      new Keypad(
          new Keypad.Surroundings(() -> false, () -> {}, _ -> {}, System::nanoTime, () -> {}),
          Duration.ZERO);

  private DefaultAgiServer server;
  private Talk talk = _ -> {};
  private int port;

  @FunctionalInterface
  private interface Talk {
    void on(Line line) throws CallerGone, IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server =
        new DefaultAgiServer(
            (request, channel) -> {
              if (!"talk".equals(request.getScript())) {
                // Somebody looks whether the server listens.
                return;
              }
              try {
                Caller someone = new Caller(new CallId("city311-1.1"), "", "311", null, null);
                talk.on(new AgiLine(someone, channel, _ -> {}, keypad));
              } catch (CallerGone | IOException e) {
                heard.add(e.getClass().getSimpleName());
              } catch (IllegalStateException e) {
                heard.add("fault");
              } finally {
                heard.add(END);
              }
            });
    server.setPort(port);
    server.setAddress(InetAddress.getLoopbackAddress());
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                server.startup();
              } catch (IOException e) {
                heard.add("can't listen");
              }
            });
    await()
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  @AfterEach
  void stop() {
    server.shutdown();
  }

  @Test
  void tell_onePromptOrSeveral_isOneCommand() {
    List<String> commands =
        talk(
            line -> {
              line.play(ONE);
              line.play(TWO);
              line.play(Spoken.NOTHING);
            },
            Map.of());

    assertEquals(List.of(STREAM, BACKGROUND), commands);
  }

  @Test
  void ask_onePrompt_isOneCommandThatIncludesThePatience() {
    List<String> commands = talk(line -> note(line.ask(ONE, PATIENCE)), Map.of(OPTION, KEY_7));

    assertEquals(List.of(OPTION), commands);
    assertEquals(List.of("7"), heard);
  }

  @ParameterizedTest
  @CsvSource({"200 result=35, #", "200 result=42, *", "200 result=48, 0", "200 result=0, ''"})
  void ask_onePrompt_hearsEveryKey(String answer, String key) {
    talk(line -> note(line.ask(ONE, PATIENCE)), Map.of(OPTION, answer));

    assertEquals(List.of(key), heard);
  }

  /// There are telephones with keys A to D.
  @Test
  void ask_keyThatMeansNothing_theQuestionGoesOn() {
    List<String> commands =
        talk(line -> note(line.ask(ONE, PATIENCE)), Map.of(OPTION, eachOf("DD7")));

    assertEquals(List.of(OPTION, OPTION, OPTION), commands);
    assertEquals(List.of("7"), heard);
  }

  @Test
  void ask_keyThatMeansNothing_overAndOver_isNoKey() {
    List<String> commands =
        talk(line -> note(line.ask(TWO, PATIENCE)), Map.of(READ_KEYS, "200 result=1 (D)"));

    assertEquals(10, commands.size());
    assertEquals(List.of(""), heard);
  }

  @Test
  void keyPressedBetweenTwoCommands_answersTheNextQuestion_whichIsNotPlayed() {
    List<String> commands =
        talk(
            line -> {
              line.play(ONE);
              keypad.told('5');
              note(line.ask(ONE, PATIENCE));
              note(line.ask(ONE, PATIENCE));
            },
            Map.of());

    assertEquals(List.of(STREAM, OPTION), commands);
    assertEquals(List.of("5", ""), heard);
  }

  @Test
  void keysPressedDuringARecording_answerNothing_norDoesTheOneThatEndsIt() {
    talk(
        line -> {
          keypad.told('5');
          line.record(Path.of("/message"), PATIENCE, PATIENCE);
          keypad.told('#');
          note(line.ask(ONE, PATIENCE));
        },
        Map.of(
            "RECORD FILE \"/message\" \"wav\" \"#\" 5000 0 s=5",
            "200 result=35 (dtmf) endpos=800"));

    assertEquals(List.of(""), heard);
  }

  @ParameterizedTest
  @CsvSource({
    "200 result=1 (#), #",
    "200 result=1 (*), *",
    "200 result=1 (0), 0",
    "200 result=0, ''"
  })
  void ask_severalPrompts_hearsEveryKey(String answer, String key) {
    List<String> commands = talk(line -> note(line.ask(TWO, PATIENCE)), Map.of(READ_KEYS, answer));

    assertEquals(List.of(READ_ONE, READ_KEYS), commands);
    assertEquals(List.of(key), heard);
  }

  @ParameterizedTest
  @CsvSource({
    "105, 7105",
    "105#, 7105",
    "'', 7",
    "#, 7",
    // Heard at once, wherever it comes.
    "1*, *",
    "23456789, 72345678"
  })
  void askDigits_onePrompt_asksForEachDigitByItself(String pressed, String digits) {
    List<String> commands =
        talk(
            line -> heard.add(line.askDigits(ONE, PATIENCE, 8)),
            Map.of(OPTION, KEY_7, DIGIT, eachOf(pressed)));

    assertEquals(OPTION, commands.getFirst());
    assertEquals(Set.of(DIGIT), Set.copyOf(commands.subList(1, commands.size())));
    assertEquals(List.of(digits), heard);
  }

  @Test
  void askDigits_severalPrompts() {
    List<String> commands =
        talk(
            line -> heard.add(line.askDigits(TWO, PATIENCE, 3)),
            Map.of(READ_KEYS, "200 result=1 (4)", DIGIT, eachOf("10")));

    assertEquals(List.of(READ_ONE, READ_KEYS, DIGIT, DIGIT), commands);
    assertEquals(List.of("410"), heard);
  }

  /// Who wants to hear it again, or to go back, does not wait for the patience to end.
  @ParameterizedTest
  @CsvSource({"200 result=42, *", "200 result=35, #", "200 result=0, ''"})
  void askDigits_keyThatIsNoDigit_isHeardAtOnce(String answer, String digits) {
    List<String> commands =
        talk(line -> heard.add(line.askDigits(ONE, PATIENCE, 8)), Map.of(OPTION, answer));

    assertEquals(List.of(OPTION), commands);
    assertEquals(List.of(digits), heard);
  }

  /// `0` leads to a person: that must not take as long as a pause between digits may.
  @Test
  void askDigits_zeroAlone_isHeardSoon() {
    List<String> commands =
        talk(
            line -> heard.add(line.askDigits(ONE, PATIENCE, 8)),
            Map.of(OPTION, "200 result=48", AFTER_ZERO, "200 result=0"));

    assertEquals(List.of(OPTION, AFTER_ZERO), commands);
    assertEquals(List.of("0"), heard);
  }

  @Test
  void askDigits_numberThatBeginsWithZero_isHeardWhole() {
    List<String> commands =
        talk(
            line -> heard.add(line.askDigits(ONE, PATIENCE, 9)),
            Map.of(OPTION, "200 result=48", AFTER_ZERO, "200 result=51", DIGIT, "200 result=35"));

    assertEquals(List.of(OPTION, AFTER_ZERO, DIGIT), commands);
    assertEquals(List.of("03"), heard);
  }

  /// Who ends a number by `#` that was whole already does not want to go back.
  @Test
  void askDigits_poundRightAfterTheLastDigit_answersNoOtherQuestion() {
    List<String> commands =
        talk(
            line -> {
              heard.add(line.askDigits(ONE, PATIENCE, 1));
              note(line.ask(ONE, PATIENCE));
              note(line.ask(ONE, PATIENCE));
            },
            Map.of(OPTION, eachOf("7#3#")));

    assertEquals(List.of(OPTION, OPTION, OPTION, OPTION), commands);
    assertEquals(List.of("7", "3", "#"), heard);
  }

  @Test
  void askDigits_ofOneDigit_isOneCommand() {
    List<String> commands =
        talk(line -> heard.add(line.askDigits(ONE, PATIENCE, 1)), Map.of(OPTION, KEY_7));

    assertEquals(List.of(OPTION), commands);
    assertEquals(List.of("7"), heard);
  }

  @Test
  void keyPressedWhileSomethingIsTold_answersTheNextQuestion_whichIsNotPlayed() {
    List<String> commands =
        talk(
            line -> {
              line.play(ONE);
              line.play(TWO);
              note(line.ask(ONE, PATIENCE));
              note(line.ask(TWO, PATIENCE));
              note(line.ask(ONE, PATIENCE));
            },
            Map.of(STREAM, KEY_7, BACKGROUND, "200 result=35", OPTION, NO_KEY));

    assertEquals(List.of(STREAM, BACKGROUND, OPTION), commands);
    assertEquals(List.of("7", "#", ""), heard);
  }

  @Test
  void digitsTypedAhead_areTheFirstOfTheNumber() {
    List<String> commands =
        talk(
            line -> {
              line.play(ONE);
              heard.add(line.askDigits(TWO, PATIENCE, 8));
            },
            Map.of(STREAM, KEY_7, DIGIT, eachOf("31")));

    assertEquals(List.of(STREAM, DIGIT, DIGIT, DIGIT), commands);
    assertEquals(List.of("731"), heard);
  }

  @Test
  void keyTypedAhead_thatEndsTheNumber_isNotWaitedFor() {
    List<String> commands =
        talk(
            line -> {
              line.play(ONE);
              heard.add(line.askDigits(TWO, PATIENCE, 8));
            },
            Map.of(STREAM, "200 result=42 endpos=800"));

    assertEquals(List.of(STREAM), commands);
    assertEquals(List.of("*"), heard);
  }

  @Test
  void keyPressedBeforeARecording_answersNothing() {
    talk(
        line -> {
          line.play(ONE);
          line.record(Path.of("/message"), PATIENCE, PATIENCE);
          note(line.ask(ONE, PATIENCE));
        },
        Map.of(STREAM, KEY_7, OPTION, NO_KEY));

    assertEquals(List.of(""), heard);
  }

  @Test
  void applicationThatAsteriskDoesNotHave_isAFault() {
    talk(line -> note(line.ask(TWO, PATIENCE)), Map.of(READ_ONE, "200 result=-2"));

    assertEquals(List.of("fault"), heard);
  }

  @Test
  void callerWhoHangsUp_isGone() {
    talk(line -> line.play(TWO), Map.of(BACKGROUND, PaperDialplan.ENDS));

    assertEquals(List.of("CallerGone"), heard);
  }

  /// Answers that come one after the other: each with a key, and the last with none.
  private static String eachOf(String keys) {
    return keys.chars()
        .mapToObj(key -> "200 result=" + key + ";")
        .collect(Collectors.joining("", "", "200 result=0"));
  }

  private void note(Optional<Character> key) {
    heard.add(key.map(String::valueOf).orElse(""));
  }

  /// Holds a talk to its end.
  ///
  /// @param answers to the commands that are not answered with a plain success, parted by `;`: the last
  ///     to all that follow
  /// @return the commands
  private List<String> talk(Talk held, Map<String, String> answers) {
    talk = held;
    Map<String, Deque<String>> left = new HashMap<>();
    answers.forEach((command, all) -> left.put(command, new ArrayDeque<>(List.of(all.split(";")))));
    List<String> commands =
        PaperDialplan.ask(
            port,
            "talk",
            command -> {
              Deque<String> all = left.get(command);
              if (all != null) {
                return all.size() > 1 ? all.remove() : all.element();
              }
              return command.startsWith("CHANNEL") ? "200 result=6" : "200 result=0";
            });
    await().until(() -> heard.contains(END));
    assertTrue(heard.remove(END));
    return commands;
  }
}

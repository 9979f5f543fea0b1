package org.city311.ivr.asterisk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.asteriskjava.manager.event.DtmfEndEvent;
import org.asteriskjava.manager.event.DtmfEvent;
import org.city311.ivr.call.CallId;
import org.junit.jupiter.api.Test;

/// Keys as AMI and AGI tell of them, in each order.
class KeypadTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final Keypads.Place NODE_1 = new Keypads.Place("city311-serve", "s", 2);
  private static final Keypads.Place NODE_2 = new Keypads.Place("city311-serve", "s", 9);

  private final List<Runnable> later = new ArrayList<>();
  private volatile boolean linked = true;
  private int nudges;
  private int dropped;
  private long nanos;

  /// Of a link that is late: what is not told yet is not waited for.
  private final Keypad keypad = keypad(Duration.ZERO);

  private Keypad keypad(Duration patience) {
    return new Keypad(
        new Keypad.Surroundings(
            () -> linked, () -> nudges++, later::add, () -> nanos, () -> dropped++),
        patience);
  }

  @Test
  void keyThatAmiTellsFirst_answersOnce() {
    asks();
    keypad.told('1');
    keypad.stopped('1');

    answers("1");
  }

  @Test
  void keyThatAgiTellsFirst_answersOnce() throws InterruptedException {
    Keypad patient = keypad(LONG);
    assertTrue(patient.nextOrAsk().isEmpty());
    Thread flow = Thread.ofVirtual().start(() -> patient.stopped('1'));
    await().until(() -> flow.getState() == Thread.State.TIMED_WAITING);
    patient.told('1');
    flow.join();

    assertEquals(Optional.of('1'), patient.next());
    assertTrue(patient.next().isEmpty());
  }

  @Test
  void keyThatAmiTellsLate_answersOnce_byAgisWord() {
    asks();
    keypad.stopped('1');
    keypad.told('1');
    keypad.told('2');

    answers("12");
  }

  @Test
  void keyThatAmiTellsAfterItHasAnswered_isNotCountedAgain() {
    asks();
    keypad.stopped('1');
    answers("1");
    asks();
    keypad.told('1');
    keypad.told('1');
    keypad.stopped('1');

    answers("1");
  }

  @Test
  void withoutALink_agisWordCounts_atOnce() {
    linked = false;
    Keypad patient = keypad(LONG);
    assertTrue(patient.nextOrAsk().isEmpty());
    patient.stopped('1');

    assertEquals(Optional.of('1'), patient.next());
  }

  @Test
  void linkLostWhileAKeyIsWaitedFor_agisWordCounts() throws InterruptedException {
    Keypad patient = keypad(LONG);
    assertTrue(patient.nextOrAsk().isEmpty());
    Thread flow = Thread.ofVirtual().start(() -> patient.stopped('1'));
    await().until(() -> flow.getState() == Thread.State.TIMED_WAITING);
    linked = false;
    patient.relinked();
    flow.join();

    assertEquals(Optional.of('1'), patient.next());
  }

  /// What was owed was lost with the link: the same key, pressed again, is another.
  @Test
  void linkThatIsBack_tellsOfNewKeysOnly() {
    asks();
    keypad.stopped('1');
    answers("1");
    keypad.relinked();
    keypad.told('1');

    answers("1");
  }

  @Test
  void keyBetweenTwoCommands_answersTheNextQuestion_whichDoesNotRun() {
    keypad.told('2');

    assertEquals(Optional.of('2'), keypad.nextOrAsk());
  }

  /// The second key of a resident who types ahead came before the third question's command had begun.
  @Test
  void keyBetweenTwoCommands_toldLate_keepsItsPlaceBeforeTheOneThatIsHeard() {
    asks();
    keypad.told('2');
    keypad.told('3');
    keypad.stopped('3');

    answers("23");
  }

  @Test
  void keyBetweenTwoCommands_toldLate_agisKeyEvenLater() {
    asks();
    keypad.told('2');
    keypad.stopped('3');
    keypad.told('3');
    keypad.told('4');

    answers("234");
  }

  @Test
  void sameKeyBetweenTwoCommandsAndHeard_isTwo() {
    asks();
    keypad.told('1');
    keypad.told('1');
    keypad.stopped('1');

    answers("11");
  }

  @Test
  void questionThatNothingStopped_isAnsweredByAKeyThatCameTooEarlyForIt() {
    asks();
    keypad.told('1');
    keypad.stopped(Keypad.NO_KEY);

    answers("1");
  }

  @Test
  void digitsAndTheirEnd_keepTheirOrder() {
    asks();
    "1*2#3".chars().forEach(key -> keypad.told((char) key));
    keypad.stopped('1');

    answers("1*2#3");
  }

  @Test
  void keyThatStopsWhatIsTold_answersTheNextQuestion() {
    keypad.tells();
    keypad.stopped('1');
    keypad.told('1');

    answers("1");
  }

  /// The second is pressed while what is told goes on: Asterisk can't know that the first is there.
  @Test
  void sameKeyBeforeAndDuringWhatIsTold_isTwo() {
    keypad.told('1');
    keypad.tells();
    keypad.stopped('1');
    keypad.told('1');

    answers("11");
  }

  @Test
  void keyThatEndsARecording_isForgotten_alsoWhenItIsToldLate() {
    keypad.told('5');
    keypad.tells();
    keypad.told('6');
    keypad.stopped('#');
    keypad.forget();
    keypad.told('#');

    answers("");
  }

  @Test
  void keyHeldDownWhileACommandEnds_isHandedOutOnceMore_andCountsOnce() {
    keypad.told('1');
    answers("1");
    asks();
    nanos += Duration.ofMillis(120).toNanos();
    keypad.stopped('1');

    answers("");
  }

  @Test
  void sameKeySecondsLater_countsByAgisWord() {
    keypad.told('1');
    answers("1");
    asks();
    nanos += Keypad.ECHO.plusMillis(1).toNanos();
    keypad.stopped('1');

    answers("1");
  }

  @Test
  void keyThatMeansNothing_answersNothing() {
    asks();
    keypad.stopped('D');

    answers("");
  }

  @Test
  void moreKeysThanAnybodyTypes_theFirstCount() {
    for (int i = 0; i < 3 * Keypad.MOST; i++) {
      keypad.told((char) ('0' + i % 10));
    }
    for (int i = 0; i < Keypad.MOST; i++) {
      assertEquals(Optional.of((char) ('0' + i % 10)), keypad.next());
    }
    answers("");
    assertEquals(2 * Keypad.MOST, dropped);
  }

  @Test
  void questionWhoseAnswerCameAMomentBefore_isNudged_untilItStops() {
    asks();
    keypad.told('1');
    runLater();
    runLater();
    assertEquals(2, nudges);
    keypad.stopped('D');
    runLater();

    assertEquals(2, nudges);
    answers("1");
  }

  @Test
  void questionThatDoesNotStop_isNudgedNoMoreInTheEnd() {
    asks();
    keypad.told('1');
    while (!later.isEmpty()) {
      runLater();
    }

    assertEquals(10, nudges);
  }

  @Test
  void questionThatItsKeyHasStopped_isNotNudged_norIsTheNext() {
    asks();
    keypad.told('1');
    keypad.stopped('1');
    answers("1");
    asks();
    runLater();

    assertEquals(0, nudges);
  }

  @Test
  void whatIsTold_isNotNudged() {
    keypad.tells();
    keypad.told('1');

    assertEquals(List.of(), later);
  }

  @Test
  void flowThatIsOver_isNotNudged() {
    asks();
    keypad.told('1');
    keypad.end();
    runLater();

    assertEquals(0, nudges);
  }

  @Test
  void keysOfACall_countWhileItsFlowRunsHere() {
    Keypads keypads = new Keypads(_ -> {});
    CallId call = new CallId("city311-1.1");
    keypads.linked();
    keypads.told(key("city311-1.1", "1"));
    Keypad first = keypads.open(call, NODE_1);
    keypads.told(key("city311-1.1", "2"));
    keypads.told(key("city311-1.2", "3"));
    keypads.close(call, first);
    keypads.told(key("city311-1.1", "4"));

    assertEquals(Optional.of('2'), first.next());
    assertTrue(first.next().isEmpty());
  }

  @Test
  void keysPressedBeforeTheFirstFlow_answerIt_inTheirOrder_andNoOther() {
    Keypads keypads = new Keypads(_ -> {});
    keypads.told(key("city311-1.1", "1"));
    keypads.told(key("city311-1.2", "9"));
    keypads.told(key("city311-1.1", "2"));
    Keypad first = keypads.openFirst(new CallId("city311-1.1"));
    keypads.told(key("city311-1.1", "3"));
    Keypad again = keypads.openFirst(new CallId("city311-1.1"));

    for (char key : "123".toCharArray()) {
      assertEquals(Optional.of(key), first.next());
    }
    assertTrue(first.next().isEmpty());
    assertTrue(again.next().isEmpty());
  }

  /// Nobody types that fast; it is a node that hears of the keys of others.
  @Test
  void moreEarlyKeysThanAreKept_leaveTheNewest_andAreCounted() {
    Keypads keypads = new Keypads(_ -> {});
    keypads.told(key("city311-1.1", "1"));
    for (int i = 0; i < 1_000; i++) {
      keypads.told(key("city311-2." + i, "5"));
    }

    assertEquals(1, keypads.dropped(Keypads.Drop.EARLY));
    assertEquals(0, keypads.dropped(Keypads.Drop.TYPED_AHEAD));
    assertTrue(keypads.openFirst(new CallId("city311-1.1")).next().isEmpty());
    assertEquals(Optional.of('5'), keypads.openFirst(new CallId("city311-2.999")).next());
  }

  /// A caller speaks after the tone when node 1 dies, and ends it by `#`. Asterisk asks node 2 before AMI has told it of
  /// that key, which would mean "back" at its question whether the recording is right.
  @Test
  void keyThatWasPressedWhileAnotherNodeWasAsked_answersNothing_alsoWhenItIsToldLate() {
    Keypads keypads = new Keypads(_ -> {});
    Keypad second = keypads.open(new CallId("city311-1.1"), NODE_2);
    keypads.told(key("city311-1.1", "#", NODE_1));
    keypads.told(key("city311-1.1", "1", NODE_2));

    assertEquals(Optional.of('1'), second.next());
    assertTrue(second.next().isEmpty());
  }

  /// Who waits in the queue and presses 1 is offered a callback, and has not accepted it yet.
  @Test
  void keyByWhichACallerLeftTheQueue_doesNotAnswerWhatFollows() {
    Keypads keypads = new Keypads(_ -> {});
    Keypad offer =
        keypads.open(
            new CallId("city311-1.1"), new Keypads.Place("city311-overflow", "callback", 3));
    keypads.told(key("city311-1.1", "1", new Keypads.Place("city311-wait", "s", 1)));

    assertTrue(offer.next().isEmpty());
  }

  /// A frozen node that wakes up finds that its flow is over, when another has begun on the same call here.
  @Test
  void flowThatComesAfterAFrozenOne_keepsItsKeys() {
    Keypads keypads = new Keypads(_ -> {});
    CallId call = new CallId("city311-1.1");
    Keypad frozen = keypads.open(call, NODE_1);
    Keypad taken = keypads.open(call, NODE_1);
    keypads.close(call, frozen);
    keypads.told(key("city311-1.1", "1"));

    assertEquals(Optional.of('1'), taken.next());
    assertTrue(frozen.next().isEmpty());
  }

  @Test
  void keysThatMeanNothing_orAreSent_doNotCount() {
    Keypads keypads = new Keypads(_ -> {});
    Keypad keypad = keypads.open(new CallId("city311-1.1"), NODE_1);
    keypads.told(key("city311-1.1", "D"));
    DtmfEndEvent sent = key("city311-1.1", "1");
    sent.setDirection(DtmfEvent.DIRECTION_SENT);
    keypads.told(sent);
    keypads.told(new DtmfEndEvent(this));

    assertTrue(keypad.next().isEmpty());
  }

  private DtmfEndEvent key(String channel, String digit) {
    return key(channel, digit, NODE_1);
  }

  private DtmfEndEvent key(String channel, String digit, Keypads.Place place) {
    DtmfEndEvent event = new DtmfEndEvent(this);
    event.setContext(place.context());
    event.setExten(place.extension());
    event.setPriority(place.priority());
    event.setUniqueId(channel);
    event.setDigit(digit);
    event.setDirection(DtmfEvent.DIRECTION_RECEIVED);
    return event;
  }

  /// A question begins, as there is no key that answers it.
  private void asks() {
    assertTrue(keypad.nextOrAsk().isEmpty());
  }

  /// These keys are there, and no more.
  private void answers(String keys) {
    StringBuilder found = new StringBuilder();
    for (Optional<Character> key = keypad.next(); key.isPresent(); key = keypad.next()) {
      found.append(key.get());
    }
    assertEquals(keys, found.toString());
  }

  private void runLater() {
    assertFalse(later.isEmpty());
    later.removeFirst().run();
  }
}

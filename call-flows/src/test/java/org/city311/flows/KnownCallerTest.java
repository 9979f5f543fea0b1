package org.city311.flows;

import static org.city311.flows.SelfServiceScene.caller;
import static org.city311.flows.SelfServiceScene.day;
import static org.city311.flows.SelfServiceScene.pothole;
import static org.city311.flows.SelfServiceScene.presses;
import static org.city311.flows.SelfServiceScene.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.Standing;
import org.city311.requests.phone.Told;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers whose number was left with requests.
class KnownCallerTest {
  private static final String HELLO =
      "hears known-hello status-about type-pothole status-received status-promised "
          + day("2026-11-24");

  @TempDir Path folder;
  private SelfServiceScene city;

  @BeforeEach
  void make() {
    city = new SelfServiceScene(folder);
    city.desk.callers.add(pothole(Standing.RECEIVED, false, false));
  }

  private List<String> opened(ScriptedCaller caller) throws Exception {
    return talk(caller, city.known::before);
  }

  @ParameterizedTest
  @CsvSource({
    "'', waits, to the menu",
    "1, presses 1, to the menu",
    "5, presses 5, to the menu",
    "#, presses #, to the menu",
    "0, presses 0, 'to a person, ASKED'"
  })
  void knownCaller_hearsOfTheRequestFirst_andGoesOn(String keys, String does, String end)
      throws Exception {
    assertEquals(
        List.of("step told-known-caller", HELLO + " known-choices, " + does, end),
        opened(presses(keys)));
  }

  @Test
  void moreThanOne_isSaid_andEachIsTold() throws Exception {
    Told done = pothole(Standing.DONE, false, true);
    city.desk.callers.add(
        new Told(
            RequestNumber.ofSerial(1_000_001),
            done.type(),
            done.joined(),
            done.standing(),
            done.since(),
            done.due(),
            false,
            true,
            true));

    List<String> heard = opened(presses("22#"));

    assertEquals(HELLO + " known-more known-choices, presses 2", heard.get(1));
    assertEquals(2, heard.stream().filter("step served-status"::equals).count());
    assertTrue(heard.get(heard.size() - 2).contains("status-not-done"));
  }

  @Test
  void whoDoesNotWantToBeKnown_isNotFromNowOn() throws Exception {
    List<String> heard = opened(presses("3"));

    assertEquals(List.of("4105550100 known false"), city.desk.done);
    assertEquals(List.of("hears known-forgotten", "to the menu"), heard.subList(2, 4));
  }

  @Test
  void withheldNumber_isNobodys_andWhoHasNoRequestsHearsNothing() throws Exception {
    assertEquals(List.of("to the menu"), opened(presses("").as(caller(""))));

    city.desk.callers.clear();
    assertEquals(List.of("to the menu"), opened(presses("")));
  }

  @Test
  void whereTheDeskIsAway_nobodyIsKnown_andNobodyWaits() throws Exception {
    city.desk.isAway = true;
    assertEquals(List.of("to the menu"), opened(presses("")));
  }

  @Test
  void whereTheDeskTakesItsTime_nobodyIsKnown() throws Exception {
    city.desk.silence = new CountDownLatch(1);
    assertEquals(List.of("to the menu"), opened(presses("")));
    city.desk.silence.countDown();
  }

  @Test
  void onACall_itIsToldOnce() throws Exception {
    ScriptedCaller caller = presses("11");
    opened(caller);
    int heard = caller.promptsHeard();
    opened(caller);
    assertEquals(heard, caller.promptsHeard());
  }
}

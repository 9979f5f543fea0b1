package org.city311.flows;

import static org.city311.flows.SelfServiceScene.presses;
import static org.city311.flows.SelfServiceScene.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.city311.flows.selfservice.KnownEventsOpening;
import org.city311.requests.catalogue.Text;
import org.city311.requests.phone.KnownEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers who are told what the city knows of already.
class KnownEventsTest {
  private static final KnownEvent POWER = event("power", "");
  private static final KnownEvent WATER = event("main-break", "water");

  private static KnownEvent event(String id, String group) {
    return new KnownEvent(
        id,
        new Text("We know of it.", "Lo sabemos."),
        group,
        Set.of(),
        PaperPhoneDesk.DUE,
        PaperPhoneDesk.DUE);
  }

  private static List<String> opened(ScriptedCaller caller, KnownEvent... events) throws Exception {
    return talk(caller, new KnownEventsOpening(() -> List.of(events))::before);
  }

  @ParameterizedTest
  @CsvSource({
    "'', waits, to the menu",
    "1, presses 1, to the menu",
    "#, presses #, to the menu",
    "0, presses 0, 'to a person, ASKED'"
  })
  void caller_hearsOfTheEvent_andGetsWhatIsStillWanted(String keys, String does, String end)
      throws Exception {
    assertEquals(
        List.of(
            "step told-known-event", "hears " + POWER.prompt() + " event-choices, " + does, end),
        opened(presses(keys), POWER));
  }

  @Test
  void eventOfASkillGroup_isNotEverybodys_andWithoutAnyNothingIsHeard() throws Exception {
    assertEquals(List.of("to the menu"), opened(presses(""), WATER));
    assertEquals(List.of("to the menu"), opened(presses("")));
  }

  @Test
  void onACall_itIsToldOnce_butAgainByTheKeyForThat() throws Exception {
    ScriptedCaller caller = presses("*1");
    opened(caller, POWER);
    opened(caller, POWER);
    assertEquals(2, caller.promptsHeard());
  }
}

package org.city311.gateway.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final MovingClock clock = new MovingClock();
  private final List<String> ended = new ArrayList<>();
  private PostgresServer postgres;
  private AccountsDatabase database;
  private Sessions here;
  private Sessions there;
  private Account ana;

  @BeforeEach
  void twoNodesOnOneDatabase() throws Exception {
    postgres = PostgresServer.emptied();
    database = postgres.database();
    here = new Sessions(database, SessionLimits.DEFAULT, clock);
    there = new Sessions(database, SessionLimits.DEFAULT, clock);
    there.onEnd((session, why) -> ended.add(session.account().name() + " " + why));
    ana = People.add(database, People.person("ana", Role.AGENT), null);
  }

  @AfterEach
  void close() throws Exception {
    here.close();
    there.close();
    database.close();
    postgres.start();
  }

  @Test
  void sessionBegunAtOneNode_isGoodAtAnother_andTheTableHasNoToken() throws Exception {
    Sessions.Begun begun = here.begin(ana, "192.0.2.7");

    assertEquals(Optional.of(begun.session()), here.remembered(begun.token()));
    assertEquals(Optional.empty(), there.remembered(begun.token()));
    assertEquals(Optional.of(begun.session()), there.find(begun.token()));
    assertEquals(Optional.of(begun.session()), there.remembered(begun.token()));
    assertEquals(
        List.of("0"),
        postgres.query(
            "select count(*) from gateway.session s where s::text like '%"
                + begun.token().value()
                + "%'"));
  }

  @Test
  void tokenThatNobodyWasGiven_isNobody() throws Exception {
    here.begin(ana, "192.0.2.7");

    assertEquals(Optional.empty(), here.find(Token.made()));
    assertEquals(Optional.empty(), Token.of("' or true --"));
  }

  @Test
  void signedOutAtOneNode_isOverAtTheOtherAfterItsNextLook() throws Exception {
    Sessions.Begun begun = here.begin(ana, "192.0.2.7");
    there.find(begun.token());

    here.end(begun.session().id(), SessionEnd.SIGNED_OUT);

    assertEquals(Optional.empty(), here.find(begun.token()));
    there.look();
    assertEquals(Optional.empty(), there.find(begun.token()));
    assertEquals(List.of("ana SIGNED_OUT"), ended);
  }

  @Test
  void unusedForAnHour_isOver_butNotIfItIsUsedAtAnotherNode() throws Exception {
    Sessions.Begun begun = here.begin(ana, "192.0.2.7");
    there.find(begun.token());
    for (int i = 0; i < 5; i++) {
      clock.move(Duration.ofMinutes(50));
      assertTrue(here.find(begun.token()).isPresent(), "used at " + i);
      here.look();
      there.look();
    }
    assertTrue(there.find(begun.token()).isPresent());

    clock.move(HOUR);
    there.look();

    assertEquals(List.of("ana IDLE"), ended);
    assertEquals(Optional.empty(), here.find(begun.token()));
  }

  @Test
  void usedAllTheTime_isOverAfterTwelveHours() throws Exception {
    Sessions.Begun begun = there.begin(ana, "192.0.2.7");
    for (int i = 0; i < 23; i++) {
      clock.move(Duration.ofMinutes(30));
      there.use(begun.session().id());
      there.look();
    }
    assertTrue(there.find(begun.token()).isPresent());

    clock.move(Duration.ofMinutes(30));

    assertEquals(Optional.empty(), there.find(begun.token()));
    there.look();
    assertEquals(List.of("ana TOO_OLD"), ended);
  }

  @Test
  void eleventhBrowser_crowdsOutTheFirst() throws Exception {
    Sessions.Begun first = there.begin(ana, "192.0.2.7");
    for (int i = 0; i < Sessions.MOST_OF_AN_ACCOUNT; i++) {
      clock.move(Duration.ofSeconds(1));
      there.begin(ana, "192.0.2.8");
    }

    there.look();

    assertEquals(List.of("ana CROWDED_OUT"), ended);
    assertEquals(Optional.empty(), there.find(first.token()));
    assertEquals(Sessions.MOST_OF_AN_ACCOUNT, there.of(ana.id()).size());
  }

  @Test
  void rolesChangedInTheTable_areKnownAfterTheNextLook_andADisabledAccountIsOut() throws Exception {
    Sessions.Begun begun = there.begin(ana, "192.0.2.7");
    postgres.execute("update gateway.account set roles = array['ANALYST']");
    there.look();
    assertFalse(there.find(begun.token()).orElseThrow().account().roles().contains(Role.AGENT));

    postgres.execute("update gateway.account set disabled = true");
    assertEquals(Optional.empty(), here.find(begun.token()), "at a node that asks now");
    there.look();

    assertEquals(List.of("ana DISABLED"), ended);
  }

  @Test
  void whileTheDatabaseIsAway_whoIsSignedInGoesOn_andNobodyElseIsKnown() throws Exception {
    Sessions.Begun begun = here.begin(ana, "192.0.2.7");
    postgres.stop();

    assertTrue(here.find(begun.token()).isPresent());
    assertThrows(SQLException.class, here::look);
    assertTrue(here.find(begun.token()).isPresent());
    assertThrows(SQLException.class, () -> there.find(begun.token()));
  }

  @Test
  void listenerThatFails_doesNotKeepOthersFromBeingTold() throws Exception {
    List<SessionEnd> told = new ArrayList<>();
    here.onEnd(
        (_, _) -> {
          throw new IllegalStateException("on purpose");
        });
    here.onEnd((_, why) -> told.add(why));
    here.begin(ana, "192.0.2.7");
    here.begin(ana, "192.0.2.8");

    here.endAll(ana.id(), SessionEnd.PASSWORD_CHANGED);

    assertEquals(List.of(SessionEnd.PASSWORD_CHANGED, SessionEnd.PASSWORD_CHANGED), told);
  }

  @Test
  void sessionsLongOver_areRemoved() throws Exception {
    here.begin(ana, "192.0.2.7");
    clock.move(Duration.ofDays(3));
    here.begin(ana, "192.0.2.8");

    here.look();

    assertEquals(List.of("1"), postgres.query("select count(*) from gateway.session"));
  }
}

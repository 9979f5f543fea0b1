package org.city311.requests.notify;

import static org.city311.requests.notify.TestCity.BEN;
import static org.city311.requests.notify.TestCity.EVE;
import static org.city311.requests.notify.TestCity.ROSA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.city311.requests.contact.Contact;
import org.city311.requests.contact.Contacts;
import org.city311.requests.desk.Changed;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.DeskEvent;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.notify.NotifySettings.Limits;
import org.city311.requests.notify.send.ScriptedSmtp;
import org.city311.requests.notify.send.TestMail;
import org.city311.requests.notify.send.Way;
import org.city311.requests.store.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
  private static final List<String> NOTHING = List.of();

  private final TestCity city = new TestCity();
  private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  CourierTest() {
    server.start();
  }

  @AfterEach
  void close() {
    server.stop();
    city.close();
  }

  private NotifySettings settings() {
    return TestCity.settings(
        Optional.of(TestMail.settings(server.getSmtp().getPort())), Optional.empty());
  }

  /// Everything that is due now.
  private void deliver(NotifySettings settings) throws SQLException {
    city.readEvents();
    try (Courier courier = city.courier(settings)) {
      while (courier.step()) {
        // One after the other.
      }
    }
  }

  /// `rosa@example.org: Baltimore: …` of all mails that arrived, in order.
  private List<String> arrived() {
    return Arrays.stream(server.getReceivedMessages()).map(CourierTest::shown).toList();
  }

  private static String shown(MimeMessage mail) {
    try {
      return mail.getHeader("To", null) + " " + mail.getSubject().replaceAll("[0-9]+ [0-9]+", "N");
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage mail) throws Exception {
    return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
  }

  private List<String> states() throws SQLException {
    return city.server.query(
        "select occasion || ' ' || state || ' ' || attempts || ' ' || why from requests.notice order by id");
  }

  @Test
  void resident_isToldInTheirLanguage_fromTheReportToItsEnd() throws Exception {
    Request made = city.report(ROSA);
    deliver(settings());
    city.change(made, new Change.Hold("waiting for asphalt"));
    deliver(settings());
    city.later(Duration.ofHours(5));
    city.change(made, new Change.Resume());
    deliver(settings());
    city.change(made, new Change.Close(Outcome.NOTHING_FOUND, "We looked <b>twice</b>."));
    deliver(settings());
    city.change(made, new Change.Reopen("There is one."));
    deliver(settings());

    assertEquals(
        List.of(
            "rosa@example.org Baltimore: recibimos su solicitud N (Bache en la calle)",
            "rosa@example.org Baltimore: nueva fecha para la solicitud N (Bache en la calle)",
            "rosa@example.org Baltimore: la solicitud N está cerrada (Bache en la calle)",
            "rosa@example.org Baltimore: la solicitud N sigue abierta (Bache en la calle)"),
        arrived());
    String received = text(server.getReceivedMessages()[0]);
    assertTrue(received.contains("miércoles 18 de noviembre de 2026, 10:00"), received);
    assertTrue(received.contains(TestCity.SITE + "/requests/" + made.number()), received);
    String moved = text(server.getReceivedMessages()[1]);
    assertTrue(moved.contains("Antes: miércoles 18 de noviembre de 2026, 10:00"), moved);
    assertTrue(moved.contains("Ahora: miércoles 18 de noviembre de 2026, 3:00"), moved);
    String closed = text(server.getReceivedMessages()[2]);
    assertTrue(closed.contains("We looked <b>twice</b>."), closed);
    assertTrue(closed.contains("nuestro equipo no encontró nada que hacer"), closed);
  }

  @Test
  void mail_holdsNobodysContact_andNotWhatTheReporterWrote() throws Exception {
    Request made = city.report(ROSA);
    city.desk.follow(made.number(), BEN);
    city.change(made, new Change.Close(Outcome.DONE, ""));
    deliver(settings());

    assertEquals(4, arrived().size(), arrived().toString());
    for (MimeMessage mail : server.getReceivedMessages()) {
      String whole = com.icegreen.greenmail.util.GreenMailUtil.getWholeMessage(mail);
      boolean toRosa = mail.getHeader("To", null).equals("rosa@example.org");
      assertFalse(whole.contains(toRosa ? "ben@" : "rosa@"), whole);
      assertFalse(whole.contains("Rosa") || whole.contains("Ben") || whole.contains("555"), whole);
      assertFalse(whole.contains("Un hoyo grande"), whole);
    }
  }

  @Test
  void whatAResidentGaveAsReason_isNotSentToOthers() throws Exception {
    Request made = city.report(ROSA);
    deliver(settings());
    city.desk.change(
        made.number(),
        java.util.OptionalLong.empty(),
        new Change.Close(Outcome.WITHDRAWN, "buy at https://evil.example"),
        Actor.RESIDENT);
    deliver(settings());

    String closed = text(server.getReceivedMessages()[1]);
    assertTrue(closed.contains("fue retirada"), closed);
    assertFalse(closed.contains("evil"), closed);
  }

  @Test
  void whoSaysMeToo_isToldAlone_andFromThenOnWithTheOthers() throws Exception {
    Request made = city.report(ROSA);
    deliver(settings());
    city.desk.follow(made.number(), BEN);
    deliver(settings());
    city.change(made, new Change.Close(Outcome.DONE, ""));
    deliver(settings());

    assertEquals(
        List.of(
            "ben@example.org Baltimore: request N is closed (Pothole)",
            "ben@example.org Baltimore: you follow request N (Pothole)",
            "rosa@example.org Baltimore: la solicitud N está cerrada (Bache en la calle)",
            "rosa@example.org Baltimore: recibimos su solicitud N (Bache en la calle)"),
        arrived().stream().sorted().toList());
  }

  @Test
  void followersOfAJoinedRequest_areToldSo_andHearOfTheOther() throws Exception {
    Request rosas = city.report(ROSA);
    Request bens = city.report(BEN);
    deliver(settings());
    server.purgeEmailFromAllMailboxes();
    assertEquals(
        Changed.Done.class,
        city.desk.merge(rosas.number(), bens.number(), "the same hole", TestCity.ANA).getClass());
    deliver(settings());
    MimeMessage joined = server.getReceivedMessages()[0];
    city.change(bens, new Change.Close(Outcome.DONE, ""));
    deliver(settings());

    assertEquals(
        List.of(
            "ben@example.org Baltimore: request N is closed (Pothole)",
            "rosa@example.org Baltimore: la solicitud N continúa como N (Bache en la calle)",
            "rosa@example.org Baltimore: la solicitud N está cerrada (Bache en la calle)"),
        arrived().stream().sorted().toList());
    assertTrue(text(joined).contains(TestCity.SITE + "/requests/" + bens.number()), text(joined));
  }

  /// Anybody can say "me too" to a pothole; staff may find that it is part of what is public to nobody.
  @Test
  void followersOfWhatWasJoinedWithSomethingPublicToNobody_areToldNeitherItsTypeNorTheReason()
      throws Exception {
    Request pothole = city.report(ROSA);
    city.desk.follow(pothole.number(), BEN);
    Request secret = city.report("secret", new Contact("Kim", "kim@example.org", "", "en"));
    deliver(settings());
    server.purgeEmailFromAllMailboxes();
    city.desk.merge(pothole.number(), secret.number(), "", TestCity.ANA);
    city.change(secret, new Change.Close(Outcome.DECLINED, "He drinks, his brother says."));
    deliver(settings());

    assertEquals(
        List.of(
            "ben@example.org Baltimore: request N goes on as N (a matter that we do not publish)",
            "ben@example.org Baltimore: request N is closed (a matter that we do not publish)",
            "kim@example.org Baltimore: request N is closed (Something private)",
            "rosa@example.org Baltimore: la solicitud N continúa como N (un asunto que no publicamos)",
            "rosa@example.org Baltimore: la solicitud N está cerrada (un asunto que no publicamos)"),
        arrived().stream().sorted().toList());
    for (MimeMessage mail : server.getReceivedMessages()) {
      boolean itsOwn = mail.getHeader("To", null).equals("kim@example.org");
      assertEquals(itsOwn && text(mail).contains("is closed"), text(mail).contains("He drinks"));
      assertEquals(itsOwn, text(mail).matches("(?s).*(private|privado).*"), text(mail));
    }
  }

  @Test
  void whoReportedTwiceWhatWasJoined_isToldOfWhatHappensOnce() throws Exception {
    Request first = city.report(ROSA);
    Request second = city.report(new Contact("Rosa", "Rosa@EXAMPLE.org", "", "en"));
    deliver(settings());
    city.desk.merge(first.number(), second.number(), "", TestCity.ANA);
    deliver(settings());
    server.purgeEmailFromAllMailboxes();
    city.desk.follow(second.number(), BEN);
    city.change(second, new Change.Close(Outcome.DONE, ""));
    deliver(settings());
    city.change(second, new Change.Reopen("no"));
    deliver(settings());

    List<String> told = arrived().stream().map(mail -> mail.replaceAll(" .*", "")).toList();
    assertEquals(2, told.stream().filter("rosa@example.org"::equalsIgnoreCase).count());
    assertEquals(3, told.stream().filter("ben@example.org"::equals).count());
    assertEquals(
        2,
        states().stream()
            .filter(state -> state.endsWith("SKIPPED 0 it was told at this address already"))
            .count());
  }

  @Test
  void twoNodesThatTellOnePersonAtOnce_tellThemOnce() throws Exception {
    Request first = city.report(ROSA);
    Request second = city.report(ROSA);
    city.desk.merge(first.number(), second.number(), "", TestCity.ANA);
    deliver(settings());
    city.change(second, new Change.Close(Outcome.DONE, ""));
    city.readEvents();
    server.purgeEmailFromAllMailboxes();
    Notices notices = new Notices(city.database);
    try (Courier other = city.courier(settings())) {
      notices.next(
          city.now(),
          List.of(),
          (notice, turns) -> {
            Handover.Task.SendMail mail =
                (Handover.Task.SendMail)
                    new Handover(city.parts(), settings(), notices).task(notice, turns, city.now());
            assertTrue(other.step());
            return new Ending.Sent(Way.MAIL, mail.addressHash());
          },
          city::now);
      assertEquals(NOTHING, arrived());
      assertTrue(states().contains("CLOSED WAITING 1 it is being told at this address"));
      city.later(Duration.ofMinutes(1));
      assertTrue(other.step());
    }

    assertEquals(NOTHING, arrived());
    assertTrue(states().contains("CLOSED SKIPPED 1 it was told at this address already"));
  }

  @Test
  void serverThatIsAway_getsEverythingLater_once() throws Exception {
    int port = server.getSmtp().getPort();
    server.stop();
    city.report(ROSA);
    Request bens = city.report(BEN);
    deliver(settings(port));
    city.later(Duration.ofMinutes(30));
    city.change(bens, new Change.Close(Outcome.DONE, ""));
    deliver(settings(port));
    assertEquals(3, states().stream().filter(s -> s.contains(" WAITING 0 ")).count());

    GreenMail back = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
    back.start();
    try {
      city.later(Duration.ofMinutes(2));
      deliver(settings(port));
      deliver(settings(port));

      assertEquals(3, back.getReceivedMessages().length);
    } finally {
      back.stop();
    }
  }

  private static NotifySettings settings(int port) {
    return TestCity.settings(Optional.of(TestMail.settings(port)), Optional.empty());
  }

  @Test
  void wayThatTheCityHasNoMore_keepsNothingWaiting() throws Exception {
    city.report(ROSA);
    city.readEvents();
    city.server.execute("update requests.notice set way = 'TEXT', why = 'no credit'");

    deliver(settings());

    assertEquals(1, arrived().size());
    assertEquals(0, states().stream().filter(state -> state.contains("WAITING")).count());
  }

  @Test
  void severalNodes_sendEachNoticeOnce() throws Exception {
    Request made = city.report(ROSA);
    for (int i = 0; i < 60; i++) {
      city.desk.follow(made.number(), new Contact("", "f" + i + "@example.org", "", "en"));
    }
    city.change(made, new Change.Close(Outcome.DONE, ""));
    Callable<Boolean> node =
        () -> {
          deliver(settings());
          return true;
        };
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> done : nodes.invokeAll(List.of(node, node, node, node))) {
        assertTrue(done.get());
      }
    }

    assertEquals(1 + 60 + 61, arrived().size());
    assertEquals(1 + 60 + 61, Set.copyOf(arrived()).size());
  }

  @Test
  void eventThatIsReadTwice_isToldOnce() throws Exception {
    city.report(ROSA);
    deliver(settings());
    city.server.execute("delete from requests.event_reader");
    deliver(settings());

    assertEquals(1, arrived().size());
  }

  @Test
  void nodeThatDiesBetweenSendingAndMarking_isFollowedByOneThatSendsTheSameMessageAgain()
      throws Exception {
    city.report(ROSA);
    city.readEvents();
    Notices dying = new Notices(city.database);
    NotifySettings settings = settings();
    Courier courier = city.courier(settings);
    // What death looks like to the database: the lock is gone, and nothing was stored.
    assertThrows(
        IllegalStateException.class,
        () ->
            dying.next(
                city.now(),
                List.of(),
                (notice, turns) -> {
                  Handover.Task task =
                      new Handover(city.parts(), settings, dying).task(notice, turns, city.now());
                  Handover.Task.SendMail mail = (Handover.Task.SendMail) task;
                  new org.city311.requests.notify.send.Mailer(settings.mail().orElseThrow())
                      .send(mail.mail());
                  throw new IllegalStateException("killed");
                },
                city::now));
    assertTrue(courier.step());

    MimeMessage[] mails = server.getReceivedMessages();
    assertEquals(2, mails.length);
    assertEquals(mails[0].getMessageID(), mails[1].getMessageID());
    assertFalse(courier.step());
  }

  @Test
  void databaseThatGoesAwayBetweenSendingAndMarking_doesNotMakeItSentTwice() throws Exception {
    city.report(ROSA);
    city.readEvents();
    try (Courier courier = city.courier(settings())) {
      city.server.execute(
          "create function requests.away() returns trigger language plpgsql as $$ begin"
              + " raise exception 'away' using errcode = 'connection_failure'; end $$;"
              + " create trigger away before update on requests.notice"
              + " for each row execute function requests.away()");
      assertThrows(SQLException.class, courier::step);
      city.server.execute("drop function requests.away cascade");
      assertTrue(courier.step());
      assertFalse(courier.step());
    }

    assertEquals(1, arrived().size());
    assertEquals(List.of("RECEIVED SENT 0 "), states());
    assertEquals(0, city.handedOver.size());
  }

  @Test
  void answerThatNeverCame_isAskedForAgain_threeTimesAtMost() throws Exception {
    try (ScriptedSmtp scripted = new ScriptedSmtp()) {
      scripted.answer(".", "close");
      city.report(ROSA);
      for (int i = 0; i < 10; i++) {
        deliver(settings(scripted.port()));
        city.later(Duration.ofHours(1));
      }

      assertEquals(3, scripted.mails().size());
      assertTrue(states().getFirst().contains("FAILED 2 no answer; it may have arrived"));
      List<String> ids =
          scripted.mails().stream()
              .map(mail -> mail.lines().filter(l -> l.startsWith("Message-ID")).findFirst().get())
              .distinct()
              .toList();
      assertEquals(1, ids.size());
    }
  }

  @Test
  void mailboxThatIsFull_isTriedAgain_lessAndLessOften_andGivenUpAfterTwoDays() throws Exception {
    try (ScriptedSmtp scripted = new ScriptedSmtp()) {
      scripted.answer("RCPT", "452 full");
      city.report(ROSA);
      deliver(settings(scripted.port()));
      assertEquals(List.of("RECEIVED WAITING 1 "), states(1));
      city.later(Duration.ofSeconds(59));
      deliver(settings(scripted.port()));
      assertEquals(List.of("RECEIVED WAITING 1 "), states(1));
      city.later(Duration.ofSeconds(1));
      deliver(settings(scripted.port()));
      assertEquals(List.of("RECEIVED WAITING 2 "), states(1));
      city.later(Duration.ofDays(2));
      deliver(settings(scripted.port()));

      assertTrue(states().getFirst().startsWith("RECEIVED FAILED 2 given up, too late. Last: "));
    }
  }

  private List<String> states(int count) throws SQLException {
    List<String> states = states();
    assertEquals(count, states.size());
    return states.stream().map(state -> state.replaceAll("([0-9]) .*", "$1 ")).toList();
  }

  @Test
  void wait_doublesUpToAnHour() {
    assertEquals(Duration.ofMinutes(1), Courier.wait(0));
    assertEquals(Duration.ofMinutes(4), Courier.wait(2));
    assertEquals(Duration.ofHours(1), Courier.wait(6));
    assertEquals(Duration.ofHours(1), Courier.wait(1_000_000));
  }

  @Test
  void addressThatTheServerRefuses_isGivenUpAtOnce_andHoldsNobodyUp() throws Exception {
    try (ScriptedSmtp scripted = new ScriptedSmtp()) {
      scripted.answer("RCPT", "550 no such user");
      city.report(ROSA);
      deliver(settings(scripted.port()));
    }
    city.report(BEN);
    deliver(settings());

    assertTrue(states().getFirst().startsWith("RECEIVED FAILED 0 refused: "), states().toString());
    assertEquals(1, arrived().size());
  }

  @Test
  void whoWantsNoMore_getsNoMore_evenOfWhatWaitsAlready() throws Exception {
    Request made = city.report(ROSA);
    city.readEvents();
    String follower = made.followers().iterator().next();
    city.change(made, new Change.Unfollow(follower));
    city.change(made, new Change.Close(Outcome.DONE, ""));
    deliver(settings());

    assertEquals(NOTHING, arrived());
    assertEquals(List.of("RECEIVED SKIPPED 0 does not want to hear of it any more"), states());
  }

  @Test
  void contactThatWasRemoved_getsNothing() throws Exception {
    Request made = city.report(ROSA);
    new Contacts(city.database).forget(made.followers(), TestCity.ANA, "asked for it", city.now());
    deliver(settings());

    assertEquals(NOTHING, arrived());
    assertEquals(List.of("RECEIVED SKIPPED 0 the contact is not kept any more"), states());
  }

  @Test
  void readingAContactToWrite_isWrittenDown() throws Exception {
    city.report(ROSA);
    deliver(settings());

    assertEquals(
        List.of("SYSTEM notify to tell them: RECEIVED"),
        city.server.query(
            "select who_kind || ' ' || who_id || ' ' || why from requests.contact_access"
                + " where who_id = 'notify'"));
  }

  @Test
  void dateThatNoLongerHolds_isNotTold() throws Exception {
    Request made = city.report(ROSA);
    deliver(settings());
    city.change(made, new Change.Hold("rain"));
    city.later(Duration.ofHours(1));
    city.change(made, new Change.Resume());
    city.change(made, new Change.Hold("more rain"));
    city.later(Duration.ofHours(1));
    city.change(made, new Change.Resume());
    deliver(settings());

    assertEquals(2, arrived().size(), arrived().toString());
    assertTrue(text(server.getReceivedMessages()[1]).contains("12:00"));
    assertTrue(states().contains("MOVED SKIPPED 0 overtaken by what came later"));
  }

  @Test
  void addressThatSomebodyReportsForOverAndOver_isNotFlooded() throws Exception {
    NotifySettings settings =
        TestCity.settings(
            Optional.of(TestMail.settings(server.getSmtp().getPort())),
            Optional.empty(),
            new Limits(100, 3, Duration.ofDays(2)));
    for (int i = 0; i < 5; i++) {
      city.report(i % 2 == 0 ? ROSA : new Contact("", "ROSA@example.org", "", "en"));
    }
    city.report(BEN);
    deliver(settings);

    assertEquals(4, arrived().size(), arrived().toString());
    assertEquals(
        2, states().stream().filter(s -> s.contains("this address had enough for a day")).count());
    city.later(Duration.ofDays(1));
    city.report(ROSA);
    deliver(settings);
    assertEquals(5, arrived().size());
  }

  @Test
  void escalation_goesToWhoeverHasTheRoleInTheDepartment_andToNobodyWhereNobodyHas()
      throws Exception {
    Request made = city.report(ROSA);
    deliver(settings());
    server.purgeEmailFromAllMailboxes();
    try (Connection connection = city.database.connection()) {
      Events.add(
          connection,
          List.of(
              escalated(made, "at 50 %", "supervisor"),
              escalated(made, "overdue 1 day", "director"),
              escalated(made, "overdue 9 days", "mayor")));
      connection.commit();
    }
    deliver(settings());

    assertEquals(
        List.of(
            "director@city.example.org request N (Pothole), due Wednesday, November 18, 2026, 10:00 AM",
            "streets@city.example.org request N (Pothole), due Wednesday, November 18, 2026, 10:00 AM"),
        arrived().stream().sorted().toList());
    assertTrue(
        states().contains("ESCALATED SKIPPED 0 no mail of a mayor in department streets"),
        states().toString());
  }

  private DeskEvent escalated(Request request, String rule, String role) {
    return new DeskEvent.Escalated(
        request.number(), city.now(), request.timing().due(), rule, role);
  }

  @Test
  void whoHasNoAddressWeWriteTo_isSkipped_andThePhoneIsUsedOnlyWhereTextsAreSent()
      throws Exception {
    city.report(EVE);
    deliver(settings());

    assertEquals(List.of("RECEIVED SKIPPED 0 no address that we write to"), states());
  }

  @Test
  void longAgoEndedNotices_areRemoved_andWaitingOnesAreKept() throws Exception {
    city.report(ROSA);
    deliver(settings());
    city.report(BEN);
    city.readEvents();
    city.later(Duration.ofDays(90));
    Notices notices = new Notices(city.database);

    assertEquals(1, notices.forget(city.now()));
    assertEquals(0, notices.forget(city.now()));
    assertEquals(1, notices.figures().waiting());
  }
}

package org.city311.requests.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.city311.requests.desk.Attachments;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.city311.requests.store.Savings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactsTest {
  private static final Instant T0 = Instant.parse("2026-11-16T15:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Contact ROSA =
      new Contact("Rosa Díaz", "rosa@example.org", "+1 410 555 0100", "es");
  private static final Contact BEN = new Contact("Ben", "ben@example.org", "", "en");
  private static final Actor ANA = new Actor(Actor.Kind.AGENT, "ana");
  private static final Directory CITY = Directory.standard(ZoneId.of("America/New_York"));

  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private final Contacts contacts = new Contacts(database);
  private final List<RequestNumber> withoutFiles = new ArrayList<>();
  private Instant now = T0;
  private final RequestDesk desk =
      new RequestDesk(
          () -> CITY,
          database,
          new Attachments() {
            @Override
            public List<String> claim(
                Connection connection, RequestNumber number, List<String> ids) {
              return List.of();
            }

            @Override
            public void remove(Connection connection, Collection<RequestNumber> numbers) {
              withoutFiles.addAll(numbers);
            }
          },
          () -> now);
  private final Retention retention =
      new Retention(database, (_, numbers) -> withoutFiles.addAll(numbers), YEAR);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoReadsAContact_isWrittenDown_withTheReason() throws Exception {
    Request request = taken(ROSA);

    assertEquals(
        List.of(ROSA),
        List.copyOf(contacts.read(request.followers(), ANA, "called back", T0).values()));

    assertEquals(
        List.of("AGENT ana called back " + request.followers().iterator().next()),
        server.query(
            "select concat_ws(' ', who_kind, who_id, why, contact) from requests.contact_access"));
    assertThrows(
        IllegalArgumentException.class, () -> contacts.read(request.followers(), ANA, " ", T0));
  }

  @Test
  void whatWasWrittenDown_canNotBeRemoved_evenByWhoHasTheDatabase() throws Exception {
    contacts.read(taken(ROSA).followers(), ANA, "called back", T0);

    assertThrows(SQLException.class, () -> server.execute("delete from requests.contact_access"));
    assertThrows(SQLException.class, () -> server.execute("truncate requests.contact_access"));
  }

  @Test
  void contactThatIsNotThere_isNotWrittenDownAsRead() throws Exception {
    taken(ROSA);

    assertEquals(Map.of(), contacts.read(List.of("nobody"), ANA, "curious", T0));
    assertEquals(List.of("0"), server.query("select count(*) from requests.contact_access"));
  }

  @Test
  void personWhoAsksToBeForgotten_isForgottenInAllRequests_whichStay() throws Exception {
    Request one = taken(ROSA);
    Request two = taken(new Contact("R.", "ROSA@example.org", "", "en"));
    taken(BEN);

    assertEquals(2, desk.forgetPerson("rosa@example.org", "", ANA, "asked by letter"));

    assertEquals(Map.of(), contacts.read(one.followers(), ANA, "check", T0));
    assertEquals(one, desk.find(one.number()).orElseThrow());
    assertEquals(two, desk.find(two.number()).orElseThrow());
    assertEquals(List.of("ben@example.org"), server.query("select email from requests.contact"));
    assertEquals(0, desk.forgetPerson("", "", ANA, "nobody"));
  }

  @Test
  void filesOfWhatTheyReported_goWithThePerson_notThoseOfWhatTheyOnlyFollow() throws Exception {
    Request own = taken(ROSA);
    Request bens = taken(BEN);
    assertInstanceOf(Changed.Done.class, desk.follow(bens.number(), ROSA));
    String rosa = own.followers().iterator().next();
    change(own, new Change.Unfollow(rosa));
    change(own, new Change.Follow(rosa));

    assertEquals(2, desk.forgetPerson("rosa@example.org", "", ANA, "asked on the phone"));

    assertEquals(List.of(own.number()), withoutFiles);
    assertEquals(List.of("ben@example.org"), server.query("select email from requests.contact"));
  }

  @ParameterizedTest
  @CsvSource({
    "+1 410 555 0100, 4105550100, true",
    "(410) 555-0100, 14105550100, true",
    "410.555.0100 x12, +1 410 555 0100 #12, true",
    "410 555 0100, 410 555 0100 x12, false",
    "410 555 0100, 410 555 0101, false",
    "311, 410 555 0311, false",
  })
  void phone_isTheSame_howeverItIsWritten(String one, String other, boolean same) throws Exception {
    Request request = taken(new Contact("Cy", "", one, "en"));
    Contact again = new Contact("C.", "", other, "en");

    assertEquals(
        same ? Changed.Refused.class : Changed.Done.class,
        desk.follow(request.number(), again).getClass());
    assertEquals(1, desk.forgetPerson("", other, ANA, "asked"));
    assertEquals(List.of(same ? "0" : "1"), server.query("select count(*) from requests.contact"));
  }

  @Test
  void contactsAndFiles_goWhenTheRequestHasBeenClosedForAYear_andItStays() throws Exception {
    Request closed = taken(ROSA);
    Request open = taken(BEN);
    change(closed, new Change.Close(Outcome.DONE, ""));

    assertEquals(0, retention.sweep(T0.plus(YEAR)));
    assertEquals(1, retention.sweep(T0.plus(YEAR).plusMillis(1)));

    assertEquals(List.of("ben@example.org"), server.query("select email from requests.contact"));
    assertEquals(List.of(closed.number()), withoutFiles);
    assertEquals(2, desk.history(closed.number()).size());
    assertEquals(1, desk.find(open.number()).orElseThrow().followers().size());
    assertEquals(
        List.of("SYSTEM retention no longer needed"),
        server.query("select concat_ws(' ', who_kind, who_id, why) from requests.contact_access"));
    assertEquals(0, retention.sweep(T0.plus(YEAR).plusMillis(1)));
    assertEquals(1, withoutFiles.size());
  }

  @Test
  void contactsOfMergedRequests_goWithTheOneThatStandsForThem() throws Exception {
    Request merged = taken(ROSA);
    Request middle = taken(BEN);
    Request stands = taken(new Contact("Cy", "", "410 555 0101", "en"));
    assertInstanceOf(Changed.Done.class, desk.merge(merged.number(), middle.number(), "", ANA));
    assertInstanceOf(Changed.Done.class, desk.merge(middle.number(), stands.number(), "", ANA));
    assertEquals(0, retention.sweep(T0.plus(YEAR.multipliedBy(2))));

    now = T0.plus(YEAR.multipliedBy(2));
    change(stands, new Change.Close(Outcome.DONE, ""));

    assertEquals(0, retention.sweep(now.plus(YEAR)));
    assertEquals(3, retention.sweep(now.plus(YEAR).plusMillis(1)));
    assertEquals(3, withoutFiles.size());
  }

  @Test
  void moreThanOnePageOfClosedRequests_losesAllItsFiles_eachOnce() throws Exception {
    for (int i = 0; i < 1_100; i++) {
      change(taken(BEN), new Change.Close(Outcome.DONE, ""));
    }

    assertEquals(1_100, retention.sweep(T0.plus(YEAR.multipliedBy(2))));

    assertEquals(1_100, withoutFiles.size());
    assertEquals(1_100, withoutFiles.stream().distinct().count());
  }

  @Test
  void whoNoLongerFollows_isForgottenAtTheNextSweep() throws Exception {
    Request request = taken(ROSA);
    change(request, new Change.Unfollow(request.followers().iterator().next()));

    assertEquals(1, retention.sweep(T0.plusSeconds(1)));
  }

  @Test
  void meTooAndMerging_areCountedAsSavings() throws Exception {
    Request one = taken(ROSA);
    Request two = taken(BEN);
    Request three = taken(BEN);
    assertInstanceOf(
        Changed.Done.class, desk.follow(one.number(), new Contact("Cy", "", "", "en")));
    assertInstanceOf(Changed.Done.class, desk.merge(two.number(), one.number(), "", ANA));
    assertInstanceOf(Changed.Done.class, desk.merge(three.number(), one.number(), "", ANA));
    assertInstanceOf(Changed.Done.class, desk.unmerge(three.number(), "not the same", ANA));

    String again = three.followers().iterator().next();
    change(three, new Change.Unfollow(again));
    change(three, new Change.Follow(again));

    assertEquals(new Savings(1, 1), desk.savings(T0, T0.plusSeconds(1)));
    assertEquals(new Savings(0, 0), desk.savings(T0.plusSeconds(1), T0.plusSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "Rosa, rosa@example.org, '', es, ''",
    "'', rosa+311@sub.example.org, '', es, ''",
    "'', josé@ejemplo.org, '', es, ''",
    "'', '', +1 (410) 555-0100 x12, es, ''",
    "'', '', '', es, name",
    "Rosa, rosa@example, '', es, email",
    "Rosa, rosa@@example.org, '', es, email",
    "Rosa, a..b@example.org, '', es, email",
    "Rosa, 'rosa@example.org, ben@example.org', '', es, email",
    "Rosa, rosa@example.org>, '', es, email",
    "Rosa, '', 12, es, phone",
    "Rosa, '', five five five, es, phone",
    "Rosa, '', '', español, language"
  })
  void contact_isCheckedPartByPart(
      String name, String email, String phone, String language, String wrong) {
    Map<String, String> mistakes = ContactCheck.mistakes(new Contact(name, email, phone, language));

    assertEquals(wrong, String.join(" ", mistakes.keySet()));
  }

  @Test
  void lineBreaks_whichWouldEndAHeader_areRefused() {
    Contact contact =
        new Contact("Rosa\r\nBcc: all@example.org", "rosa@example.org\r\nX: y", "1\n2345", "en");

    assertEquals(
        List.of("name", "email", "phone"), List.copyOf(ContactCheck.mistakes(contact).keySet()));
    assertFalse(contact.toString().contains("Rosa"));
  }

  private Request taken(Contact contact) throws SQLException {
    return assertInstanceOf(
            Taken.Accepted.class, desk.take(TestIntakes.pothole().contact(contact).build()))
        .request();
  }

  private void change(Request request, Change change) throws SQLException {
    assertInstanceOf(
        Changed.Done.class, desk.change(request.number(), OptionalLong.empty(), change, ANA));
  }
}

package org.city311.requests.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.city311.requests.attachment.AttachmentFiles;
import org.city311.requests.contact.Contact;
import org.city311.requests.desk.Changed;
import org.city311.requests.desk.Directory;
import org.city311.requests.desk.RequestDesk;
import org.city311.requests.desk.Taken;
import org.city311.requests.desk.TestIntakes;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Change;
import org.city311.requests.life.Channel;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.store.AttachmentTable;
import org.city311.requests.store.PostgresServer;
import org.city311.requests.store.RequestsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What callers hear of requests and do to them, with a real database.
class PhoneDeskTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T15:00:00Z");
  private static final Directory CITY = Directory.standard(ZoneId.of("America/New_York"));
  private static final Actor ANA = new Actor(Actor.Kind.DEPARTMENT, "ana");
  private static final OptionalLong ANY = OptionalLong.empty();
  private static final String ROSA = "+14105550100";
  private static final String STRANGER = "+14105550199";

  @TempDir Path folder;
  private final PostgresServer server = PostgresServer.emptied();
  private final RequestsDatabase database = new RequestsDatabase(server.settings());
  private Instant now = MONDAY;
  private final AttachmentFiles files =
      new AttachmentFiles(
          Path.of("target/phone-desk-test"), new AttachmentTable(database), this::now);
  private final RequestDesk desk = new RequestDesk(() -> CITY, database, files, this::now);
  private final PhoneDesk phone = new DatabasePhoneDesk(desk, database, files, this::now);

  @AfterEach
  void close() {
    database.close();
  }

  private Instant now() {
    return now;
  }

  private static Contact by(String number) {
    return new Contact("", "", number, "es");
  }

  private Request reported(TestIntakes intake) throws Exception {
    return assertInstanceOf(Taken.Accepted.class, desk.take(intake.build())).request();
  }

  private Request rosasPothole() throws Exception {
    return reported(TestIntakes.pothole().contact(by("(410) 555-0100")));
  }

  private void change(RequestNumber number, Change change) throws Exception {
    assertInstanceOf(Changed.Done.class, desk.change(number, ANY, change, ANA));
  }

  private void close(RequestNumber number) throws Exception {
    change(number, new Change.Close(Outcome.DONE, ""));
  }

  private Told told(RequestNumber number, String caller) throws Exception {
    return assertInstanceOf(Answer.Found.class, phone.about(number, caller)).told();
  }

  private Path recording() throws Exception {
    byte[] sound = new byte[1_600];
    ByteBuffer wav = ByteBuffer.allocate(44 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + sound.length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(sound.length).put(sound);
    return Files.write(folder.resolve("spoken.wav"), wav.array());
  }

  // ---- for the agent who talks with them ----

  @Test
  void anAgent_isTold_whatTheirCallerFollows_overOrNot_latestFirst_andNobodyElses()
      throws Exception {
    RequestNumber first = rosasPothole().number();
    close(first);
    now = MONDAY.plus(Duration.ofDays(30));
    RequestNumber second = rosasPothole().number();
    CallerRequests requests = new CallerRequests(database);

    assertEquals(List.of(second, first), numbers(requests.latest(ROSA, 10)));
    assertEquals(List.of(second), numbers(requests.latest(ROSA, 1)));
    assertEquals(List.of(), requests.latest(STRANGER, 10));
    assertEquals(List.of(), requests.latest("", 10));
    phone.setKnown(ROSA, false);
    assertEquals(List.of(), requests.latest(ROSA, 10));
  }

  private static List<RequestNumber> numbers(List<Request> requests) {
    return requests.stream().map(Request::number).toList();
  }

  // ---- status ----

  @Test
  void whoeverHasTheNumber_hearsWhereItStands_andByWhenItIsPromised() throws Exception {
    RequestNumber number = rosasPothole().number();

    Told told = told(number, STRANGER);

    assertEquals("pothole", told.type());
    assertEquals(Standing.RECEIVED, told.standing());
    assertEquals(MONDAY.plus(Duration.ofDays(2)), told.due());
    assertFalse(told.theirs());
    assertFalse(told.late());

    change(number, new Change.Start());
    now = MONDAY.plus(Duration.ofHours(49));
    assertEquals(Standing.IN_PROGRESS, told(number, "").standing());
    assertTrue(told(number, "").late());
  }

  @Test
  void requestThatWasJoinedWithAnother_isToldAsThatOneStands() throws Exception {
    RequestNumber first = rosasPothole().number();
    RequestNumber second = reported(TestIntakes.pothole()).number();
    RequestNumber third = reported(TestIntakes.pothole()).number();
    assertInstanceOf(Changed.Done.class, desk.merge(first, second, "one hole", ANA));
    assertInstanceOf(Changed.Done.class, desk.merge(second, third, "one hole", ANA));
    close(third);

    Told told = told(first, ROSA);

    assertEquals(Optional.of(third), told.joined());
    assertEquals(Standing.DONE, told.standing());
    assertTrue(told.theirs());
    assertFalse(told.mayReopen());
  }

  @Test
  void whatTheSiteShowsToNobody_isToldToNobodyByPhone() throws Exception {
    String secret =
        CITY.catalogue().types().stream()
            .filter(type -> type.visibility() == org.city311.requests.catalogue.Visibility.NOTHING)
            .filter(type -> type.raisedBy().residents())
            .filter(type -> type.questions().stream().noneMatch(q -> q.required()))
            .findFirst()
            .orElseThrow()
            .id();
    RequestNumber number = reported(TestIntakes.of(secret).contact(by(ROSA))).number();

    assertEquals(new Answer.Private(), phone.about(number, ROSA));
    assertEquals(List.of(), phone.of(ROSA));
    assertEquals(new Answer.Unknown(), phone.about(RequestNumber.ofSerial(9_999_999), ROSA));
  }

  // ---- who calls ----

  @Test
  void caller_isKnownByTheNumber_howeverItWasWritten_whatIsDueSoonestFirst() throws Exception {
    Request later = rosasPothole();
    now = now.minus(Duration.ofHours(1));
    Request sooner = reported(TestIntakes.pothole().contact(by("4105550100")));
    reported(TestIntakes.pothole().contact(by(STRANGER)));

    assertEquals(
        List.of(sooner.number(), later.number()),
        phone.of(ROSA).stream().map(Told::number).toList());
    assertEquals(List.of(), phone.of(""));
    assertEquals(List.of(), phone.of("anonymous"));
    assertEquals(List.of(), phone.of("100"));
  }

  @Test
  void whatIsOver_isACallersForSomeDays_andWhoStoppedFollowingIsNotTold() throws Exception {
    Request pothole = rosasPothole();
    close(pothole.number());
    assertEquals(1, phone.of(ROSA).size());

    now = now.plus(DatabasePhoneDesk.OVER_FOR);
    assertEquals(List.of(), phone.of(ROSA));

    Request other = rosasPothole();
    change(other.number(), new Change.Unfollow(other.followers().iterator().next()));
    assertEquals(List.of(), phone.of(ROSA));
  }

  @Test
  void whoWantsNotToBeKnown_isNot_untilTheySayOtherwise() throws Exception {
    rosasPothole();
    phone.setKnown("14105550100", false);
    phone.setKnown(ROSA, false);
    assertEquals(List.of(), phone.of(ROSA));

    phone.setKnown(ROSA, true);
    assertEquals(1, phone.of(ROSA).size());
  }

  // ---- reports ----

  @Test
  void report_isTakenOnce_withItsRecordingForThePlace_andTheNumberToTell() throws Exception {
    String spoken = phone.keep(recording()).orElseThrow();
    PhoneReport report =
        new PhoneReport(
            "phone/city311-1700000000.1/report",
            "pothole",
            "es",
            Map.of("size", List.of("tire")),
            List.of(spoken),
            Optional.of(ROSA));

    assertEquals(Optional.empty(), phone.taken(report.key()));
    Filed filed = phone.take(report).orElseThrow();

    assertEquals(Optional.of(filed), phone.take(report));
    assertEquals(Optional.of(filed), phone.taken(report.key()));
    Request made = desk.find(filed.number()).orElseThrow();
    assertEquals(Channel.PHONE, made.report().channel());
    assertEquals(made.timing().due(), filed.due());
    assertEquals(1, files.of(List.of(made.number())).size());
    assertEquals(List.of(filed.number()), phone.of(ROSA).stream().map(Told::number).toList());
    assertEquals(List.of("1"), server.query("select count(*) from requests.request"));
  }

  @Test
  void reportOfAPlaceThatNobodySaid_isNotTaken() throws Exception {
    PhoneReport nowhere =
        new PhoneReport(
            "phone/city311-1700000000.1/report",
            "pothole",
            "en",
            Map.of("size", List.of("tire")),
            List.of(),
            Optional.empty());

    assertEquals(Optional.empty(), phone.take(nowhere));
    assertEquals(List.of("0"), server.query("select count(*) from requests.request"));
  }

  @Test
  void whatIsNoRecording_isNotKept() throws Exception {
    assertEquals(
        Optional.empty(), phone.keep(Files.writeString(folder.resolve("no.wav"), "hello")));
    assertThrows(DeskAwayException.class, () -> phone.keep(folder.resolve("not-there.wav")));
  }

  // ---- it was not done ----

  @Test
  void follower_reopensWhatWasClosed_withWhatTheySaid_strangersDoNot() throws Exception {
    RequestNumber number = rosasPothole().number();
    assertFalse(told(number, ROSA).mayReopen());
    close(number);
    assertFalse(told(number, STRANGER).mayReopen());
    assertTrue(told(number, ROSA).mayReopen());
    assertEquals(Optional.empty(), phone.reopen(number, STRANGER, Optional.empty()));
    assertEquals(Optional.empty(), phone.reopen(number, "", Optional.empty()));

    Optional<String> said = phone.keep(recording());
    Filed again = phone.reopen(number, ROSA, said).orElseThrow();

    assertEquals(Standing.REOPENED, told(number, ROSA).standing());
    assertEquals(told(number, ROSA).due(), again.due());
    assertEquals(1, files.of(List.of(number)).size());
    assertEquals(Optional.empty(), phone.reopen(number, ROSA, Optional.empty()));
  }

  @Test
  void request_isReopenedByPhoneTwice_andNotAMonthAfterItsClosing() throws Exception {
    RequestNumber number = rosasPothole().number();
    for (int again = 0; again < DatabasePhoneDesk.REOPENINGS; again++) {
      close(number);
      assertTrue(phone.reopen(number, ROSA, Optional.empty()).isPresent());
    }
    close(number);
    assertFalse(told(number, ROSA).mayReopen());
    assertEquals(Optional.empty(), phone.reopen(number, ROSA, Optional.empty()));

    RequestNumber other = rosasPothole().number();
    close(other);
    now = now.plus(DatabasePhoneDesk.REOPENED_WITHIN).plusSeconds(1);
    assertFalse(told(other, ROSA).mayReopen());
  }

  // ---- the database is away ----

  @Test
  void withoutADatabase_callersAreToldSo_andNothingIsInvented() throws Exception {
    RequestNumber number = rosasPothole().number();
    server.stop();

    assertThrows(DeskAwayException.class, () -> phone.about(number, ROSA));
    assertThrows(DeskAwayException.class, () -> phone.of(ROSA));
    assertThrows(DeskAwayException.class, () -> phone.setKnown(ROSA, false));
  }
}

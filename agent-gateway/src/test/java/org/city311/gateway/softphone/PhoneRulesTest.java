package org.city311.gateway.softphone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.city311.gateway.softphone.SipReader.Reading;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may say what: each row is a message of ana's page. A row that may not pass is a way to somebody else's
/// account, call or number that somebody thought of.
class PhoneRulesTest {
  private static final String NOT_OWN = "the From of another account";
  private static final String NOT_OWN_REGISTRATION = "the registration of another account";
  private static final String NOT_OWN_CONTACT = "the Contact of another account";
  private static final String NOT_INSIDE = "a call to other than the services inside";
  private static final String NOT_THE_SWITCH = "a request to other than the switch";
  private static final String HEADER = "a header that phones in browsers don't need";
  private static final String METHOD = "a method that phones in browsers don't need";
  private static final String EXTENSION =
      "a body or an extension that phones in browsers don't need";

  static Stream<Arguments> rows() {
    return Stream.of(
        // Its own account.
        passes("registers", sip("REGISTER sip:city311.invalid")),
        passes(
            "ends all contacts", sip("REGISTER sip:city311.invalid", "Contact: *", "Expires: 0")),
        refused(
            "keeps all contacts",
            sip("REGISTER sip:city311.invalid", "Contact: *"),
            NOT_OWN_CONTACT),
        refused(
            "registers ben",
            sip("REGISTER sip:city311.invalid", "To: <sip:ben@city311.invalid>"),
            NOT_OWN_REGISTRATION),
        refused(
            "registers by a user in the address",
            sip("REGISTER sip:ben@city311.invalid"),
            NOT_OWN_REGISTRATION),
        refused(
            "says it is ben",
            sip("REGISTER sip:city311.invalid", "From: <sip:ben@city311.invalid>;tag=1"),
            NOT_OWN),
        refused(
            "has ben's calls sent here",
            sip("REGISTER sip:city311.invalid", "Contact: <sip:ben@x.invalid;transport=ws>"),
            NOT_OWN_CONTACT),
        refused(
            "has its calls sent to a number",
            sip("REGISTER sip:city311.invalid", "Contact: <sip:18005551234@x.invalid>"),
            NOT_OWN_CONTACT),
        refused(
            "has two contacts",
            sip(
                "REGISTER sip:city311.invalid",
                "Contact: <sip:ana@x.invalid>, <sip:ben@x.invalid>"),
            NOT_OWN_CONTACT),
        refused(
            "writes ben with an escape",
            sip("REGISTER sip:city311.invalid", "From: <sip:%62en@city311.invalid>;tag=1"),
            NOT_OWN),
        refused(
            "hides ben in a name",
            sip(
                "REGISTER sip:city311.invalid",
                "From: \"<sip:ana@x>\" <sip:ben@city311.invalid>;tag=1"),
            NOT_OWN),
        refused(
            "is written in other letters",
            sip("REGISTER sip:city311.invalid", "From: <sip:Ana@city311.invalid>;tag=1"),
            NOT_OWN),
        // Its own calls.
        passes(
            "calls the echo",
            sip("INVITE sip:echo@city311.invalid", "To: <sip:echo@city311.invalid>")),
        refused(
            "calls a number",
            sip("INVITE sip:18005551234@city311.invalid", "To: <sip:18005551234@city311.invalid>"),
            NOT_INSIDE),
        refused(
            "calls ben",
            sip("INVITE sip:ben@city311.invalid", "To: <sip:ben@city311.invalid>"),
            NOT_INSIDE),
        refused(
            "calls the city's own number",
            sip("INVITE sip:311@city311.invalid", "To: <sip:311@city311.invalid>"),
            NOT_INSIDE),
        refused(
            "dials a code",
            sip("INVITE sip:*11@city311.invalid", "To: <sip:*11@city311.invalid>"),
            NOT_INSIDE),
        refused(
            "calls a number and says it is the echo",
            sip("INVITE sip:18005551234@city311.invalid", "To: <sip:echo@city311.invalid>"),
            NOT_INSIDE),
        refused(
            "calls a number as if within a call",
            sip("INVITE sip:18005551234@city311.invalid", "To: <sip:echo@city311.invalid>;tag=9"),
            NOT_THE_SWITCH),
        passes(
            "holds a call",
            sip(
                "INVITE sip:city311@127.0.0.1:8088;transport=ws",
                "To: <sip:+14105550123@127.0.0.1>;tag=9")),
        passes("hangs up", sip("BYE sip:city311@127.0.0.1:8088", "To: <sip:311@127.0.0.1>;tag=9")),
        passes("confirms", sip("ACK sip:city311@127.0.0.1:8088", "To: <sip:311@127.0.0.1>;tag=9")),
        passes(
            "gives up the echo",
            sip("CANCEL sip:echo@city311.invalid", "To: <sip:echo@city311.invalid>")),
        refused(
            "hangs up as ben",
            sip(
                "BYE sip:city311@127.0.0.1",
                "To: <sip:311@127.0.0.1>;tag=9",
                "From: <sip:ben@city311.invalid>;tag=1"),
            NOT_OWN),
        refused(
            "is moved to ben",
            sip(
                "INVITE sip:city311@127.0.0.1",
                "To: <sip:311@127.0.0.1>;tag=9",
                "Contact: <sip:ben@x.invalid>"),
            NOT_OWN_CONTACT),
        // What phones in browsers don't do here.
        refused("transfers", sip("REFER sip:city311@127.0.0.1", "To: <sip:a@b>;tag=9"), METHOD),
        refused("writes", sip("MESSAGE sip:echo@city311.invalid"), METHOD),
        refused("watches ben", sip("SUBSCRIBE sip:ben@city311.invalid"), METHOD),
        refused("publishes", sip("PUBLISH sip:ana@city311.invalid"), METHOD),
        refused("notifies", sip("NOTIFY sip:city311@127.0.0.1", "To: <sip:a@b>;tag=9"), METHOD),
        refused(
            "sends keys by INFO", sip("INFO sip:city311@127.0.0.1", "To: <sip:a@b>;tag=9"), METHOD),
        refused(
            "takes over a call",
            sip(
                "INVITE sip:echo@city311.invalid",
                "To: <sip:echo@city311.invalid>",
                "Replaces: 1@x;to-tag=1;from-tag=2"),
            HEADER),
        refused(
            "names itself otherwise",
            sip(
                "INVITE sip:echo@city311.invalid",
                "To: <sip:echo@city311.invalid>",
                "P-Asserted-Identity: <sip:ben@city311.invalid>"),
            HEADER),
        refused(
            "leads round", sip("REGISTER sip:city311.invalid", "Path: <sip:x.invalid;lr>"), HEADER),
        refused(
            "sends a route",
            sip("INVITE sip:echo@city311.invalid", "Route: <sip:x.invalid;lr>"),
            HEADER),
        refused(
            "sends another body",
            sip("INVITE sip:echo@city311.invalid", "Content-Type: multipart/mixed;boundary=a"),
            EXTENSION),
        // Answers.
        passes("rings", answer(180)),
        passes("is busy", answer(486)),
        passes("answers", answer(200, "Contact: <sip:ana@x.invalid;transport=ws>")),
        refused(
            "sends its call to a number",
            answer(302, "Contact: <sip:18005551234@city311.invalid>"),
            NOT_OWN_CONTACT),
        refused(
            "sends its call elsewhere",
            answer(302, "Contact: <sip:ana@x.invalid>"),
            "a call can't be sent elsewhere by its answer"),
        refused("answers for ben", answer(200, "Contact: <sip:ben@x.invalid>"), NOT_OWN_CONTACT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void message_isForThisPhoneToSay_orNot(String what, String frame, Optional<String> refusal) {
    var read = assertInstanceOf(Reading.Read.class, SipReader.read(frame), what);
    assertEquals(refusal, new PhoneRules(new SipAccount("ana")).refusal(read.message()), what);
  }

  private static Arguments passes(String what, String frame) {
    return arguments(what, frame, Optional.empty());
  }

  private static Arguments refused(String what, String frame, String why) {
    return arguments(what, frame, Optional.of(why));
  }

  /// A request of ana's.
  ///
  /// @param headers that it has beside the usual, or in their place
  static String sip(String start, String... headers) {
    String method = start.substring(0, start.indexOf(' '));
    return SipText.of(
        start + " SIP/2.0",
        "CSeq: 1 " + method,
        "From: <sip:ana@city311.invalid>;tag=1",
        "To: <sip:ana@city311.invalid>",
        headers);
  }

  private static String answer(int status, String... headers) {
    return SipText.of(
        "SIP/2.0 " + status + " So",
        "CSeq: 1 INVITE",
        "From: \"O'Brien \\\"x\\\"\" <sip:+14105550123@127.0.0.1>;tag=1",
        "To: <sip:ana@127.0.0.1>;tag=2",
        headers);
  }
}

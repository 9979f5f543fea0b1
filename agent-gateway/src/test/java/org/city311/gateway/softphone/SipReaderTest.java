package org.city311.gateway.softphone;

import static org.city311.gateway.softphone.PhoneRulesTest.sip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.city311.gateway.softphone.SipReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipReaderTest {
  private static final String GOOD = sip("REGISTER sip:city311.invalid");

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("nothing", ""),
        arguments("words", "hello"),
        arguments("HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
        arguments("no end", GOOD.substring(0, GOOD.length() - 2)),
        arguments("bare line feeds", GOOD.replace("\r\n", "\n")),
        arguments("a line feed within a header", with("X: a\nFrom: <sip:ben@x>")),
        arguments("a carriage return within a header", with("Expires: 1\rFrom: <sip:ben@x>")),
        arguments("a folded line", with("Expires:\r\n 60")),
        arguments("a null", with("Expires: 6\0")),
        arguments("a name with a blank", with("Expi res: 60")),
        arguments("two From", with("From: <sip:ben@x>")),
        arguments("two From, one of them short", with("f: <sip:ben@x>")),
        arguments("two Call-ID", with("i: 2")),
        arguments("no To", GOOD.replaceFirst("To: [^\\r]*\\r\\n", "")),
        arguments("no Via", GOOD.replaceFirst("Via: [^\\r]*\\r\\n", "")),
        arguments("the CSeq of another method", GOOD.replace("1 REGISTER", "1 INVITE")),
        arguments("a body that Content-Length does not have", GOOD + "BYE sip:ben@x SIP/2.0"),
        arguments("less body than Content-Length has", GOOD.replace("Length: 0", "Length: 9")),
        arguments("two lengths", with("l: 0")),
        arguments(
            "a tel: address", GOOD.replace("REGISTER sip:city311.invalid", "REGISTER tel:911")),
        arguments("a sips: address", GOOD.replace("REGISTER sip:", "REGISTER sips:")),
        arguments("an address with an escape", GOOD.replace("REGISTER sip:", "REGISTER sip:%61@")),
        arguments("an address with headers", GOOD.replace(".invalid SIP", ".invalid?From=x SIP")),
        arguments("another version", GOOD.replace("SIP/2.0\r", "SIP/3.0\r")),
        arguments("too many headers", with("Expires: 1\r\n".repeat(60) + "Expires: 1")),
        arguments("a long line", with("Expires: " + "1".repeat(2_100))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void frame_thatTwoReadersCouldUnderstandDifferently_isMalformed(String what, String frame) {
    assertInstanceOf(Reading.Malformed.class, SipReader.read(frame), what);
  }

  @Test
  void frame_ofTooManyBytes_isTooLarge_thoughItHasFewerCharacters() {
    var frame = GOOD.replace("Length: 0", "Length: 17000") + "ñ".repeat(8_500);
    assertEquals(new Reading.TooLarge(), SipReader.read(frame));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r\n\r\n"})
  void frame_ofLineEnds_keepsTheConnectionOpen(String frame) {
    assertEquals(new Reading.KeepAlive(), SipReader.read(frame));
  }

  @Test
  void frame_withShortNames_isReadAsWithLongOnes() {
    var read =
        assertInstanceOf(
            Reading.Read.class,
            SipReader.read(GOOD.replace("From:", "f:").replace("Content-Length", "l")));
    assertEquals(
        "<sip:ana@city311.invalid>;tag=1", read.message().headers().value("from").orElse(""));
  }

  /// A reader that fails would take the page's connection with it.
  @Test
  void frame_ofAnyKind_isReadWithoutFailing() {
    var random = new Random(311);
    var rules = new PhoneRules(new SipAccount("ana"));
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(GOOD);
      for (int change = 0; change <= random.nextInt(4); change++) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(300));
      }
      if (SipReader.read(text.toString()) instanceof Reading.Read read) {
        var _ = rules.refusal(read.message());
      }
    }
  }

  private static String with(String line) {
    return GOOD.replace("Content-Length:", line + "\r\nContent-Length:");
  }
}

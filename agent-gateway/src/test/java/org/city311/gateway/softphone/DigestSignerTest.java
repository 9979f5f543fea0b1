package org.city311.gateway.softphone;

import static org.city311.gateway.softphone.PhoneRulesTest.sip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.city311.gateway.softphone.SipReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestSignerTest {
  private static final String GIVEN =
      "Digest algorithm=MD5, username=\"ana\", realm=\"asterisk\", nonce=\"n\","
          + " uri=\"sip:city311.invalid\", response=\"00000000000000000000000000000000\","
          + " opaque=\"o\", qop=auth, cnonce=\"c\", nc=00000001";

  @Test
  void signed_answerOfThePage_isReplacedByTheRightOne() {
    var frame = signed(GIVEN).orElseThrow();
    // MD5(MD5("ana:asterisk:secret"):"n:00000001:c:auth":MD5("REGISTER:sip:city311.invalid"))
    assertTrue(frame.contains("response=\"1692517b1cb59a0410e71b225b81322b\""), frame);
    assertTrue(frame.contains("opaque=\"o\""), frame);
    assertFalse(frame.contains("0000000000000000"), frame);
    assertInstanceOf(Reading.Read.class, SipReader.read(frame));
  }

  @Test
  void signed_requestWithoutAnAnswer_isAsItWas() {
    var frame = sip("REGISTER sip:city311.invalid");
    assertEquals(Optional.of(frame), signer().signed(frame, read(frame)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest username=\"ben\", realm=\"a\", nonce=\"n\", uri=\"u\", qop=auth, cnonce=\"c\", nc=1",
        "Digest username=\"ana\", username=\"ben\", realm=\"a\", nonce=\"n\", uri=\"u\", qop=auth, cnonce=\"c\", nc=1",
        "Digest username=\"ana\", realm=\"a\", nonce=\"n\", uri=\"u\", qop=auth-int, cnonce=\"c\", nc=1",
        "Digest username=\"ana\", realm=\"a\", nonce=\"n\", uri=\"u\"",
        "Digest username=\"ana\", algorithm=SHA-256, realm=\"a\", nonce=\"n\", uri=\"u\", qop=auth, cnonce=\"c\", nc=1",
        "Digest username=\"ana\" and more",
        "Basic YW5hOmE=",
        ""
      })
  void signed_answerForAnother_orOfAnotherKind_isNone(String given) {
    assertEquals(Optional.empty(), signed(given));
  }

  @Test
  void signed_twoAnswers_isNone() {
    var frame =
        sip("REGISTER sip:city311.invalid", "Authorization: " + GIVEN, "Authorization: " + GIVEN);
    assertEquals(Optional.empty(), signer().signed(frame, read(frame)));
  }

  private static Optional<String> signed(String given) {
    var frame = sip("REGISTER sip:city311.invalid", "Authorization: " + given);
    return signer().signed(frame, read(frame));
  }

  private static DigestSigner signer() {
    return new DigestSigner(new SipAccount("ana"), "secret");
  }

  private static SipMessage read(String frame) {
    return assertInstanceOf(Reading.Read.class, SipReader.read(frame)).message();
  }
}

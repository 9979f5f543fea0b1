package org.city311.requests.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "rosa@example.org, rosa@example.org",
    "' rosa@example.org ', rosa@example.org",
    "rosa.diaz+311@mail.example.org, rosa.diaz+311@mail.example.org",
    "o'neil@example.org, o'neil@example.org",
    "rosa@bücher.example, rosa@xn--bcher-kva.example",
    "rosa@localhost, rosa@localhost"
  })
  void mailAddress_isRead(String written, String read) {
    assertEquals(Optional.of(read), MailAddress.parse(written).map(MailAddress::value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rosa",
        "@example.org",
        "rosa@",
        "rosa@@example.org",
        "rosa@example..org",
        ".rosa@example.org",
        "rosa@example.org, ben@example.org",
        "rosa@example.org\r\nBcc: ben@example.org",
        "rosa@example.org>\r\nDATA",
        "\"rosa\"@example.org",
        "rosa <rosa@example.org>",
        "<rosa@example.org>",
        "rosa@[127.0.0.1]",
        "rosa@example.org NOTIFY=SUCCESS",
        "ro\u0000sa@example.org",
        "ro sa@example.org",
        "rosä@example.org",
        "rosa@-example.org"
      })
  void whatIsNoAddress_orCouldBecomeACommand_isNone(String written) {
    assertEquals(Optional.empty(), MailAddress.parse(written));
  }

  @Test
  void longAddresses_areNone() {
    assertEquals(Optional.empty(), MailAddress.parse("a".repeat(65) + "@example.org"));
    assertEquals(Optional.empty(), MailAddress.parse("a@" + "abcdefgh.".repeat(30) + "org"));
    assertThrows(IllegalArgumentException.class, () -> new MailAddress("a\n@example.org"));
  }

  @Test
  void addressesAreMaskedInLogs() {
    assertFalse(new MailAddress("rosa@example.org").toString().contains("rosa"));
    assertEquals("…00", new PhoneNumber("+14105550100").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "410-555-0100, 1, +14105550100",
    "(410) 555-0100, 1, +14105550100",
    "1 410 555 0100, 1, +14105550100",
    "+1 410 555 0100, 1, +14105550100",
    "+52 55 1234 5678, 1, +525512345678",
    "0052 55 1234 5678, 1, +525512345678",
    "030 1234567, 49, +49301234567",
    "612 345 678, 34, +34612345678"
  })
  void phoneNumber_isReadAsTheWorldDialsIt(String written, String country, String read) {
    assertEquals(Optional.of(read), PhoneNumber.parse(written, country).map(PhoneNumber::value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "311",
        "555-0100",
        "410-555-0100 x12",
        "410-555-0100 ext. 12",
        "+",
        "call me",
        "+1234567890123456",
        "2410 555 0100"
      })
  void whatGetsNoTextMessages_isNone(String written) {
    assertEquals(Optional.empty(), PhoneNumber.parse(written, "1"));
  }
}

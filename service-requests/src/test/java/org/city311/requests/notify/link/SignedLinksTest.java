package org.city311.requests.notify.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Optional;
import org.city311.requests.notify.link.SignedLink.Purpose;
import org.city311.requests.number.RequestNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedLinksTest {
  private static final SignedLinks LINKS = new SignedLinks("0123456789abcdef0123456789abcdef");
  private static final SignedLink LINK =
      new SignedLink(
          Purpose.STOP, "es", RequestNumber.ofSerial(1_000_000), 7, "abcdefghijklmnopqrstuv0123");

  @ParameterizedTest
  @EnumSource
  void token_isReadAsItWasMade_andStandsInAUrlAsItIs(Purpose purpose) {
    SignedLink link =
        new SignedLink(purpose, "en", RequestNumber.ofSerial(99_999_999_999L), 0, "rosa");
    String token = LINKS.token(link);

    assertTrue(token.matches("[A-Za-z0-9_-]{40,110}"), token);
    assertEquals(Optional.of(link), LINKS.read(token));
  }

  @Test
  void tokenThatWasChangedAnywhere_isNone() {
    byte[] bytes = Base64.getUrlDecoder().decode(LINKS.token(LINK));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

      assertEquals(Optional.empty(), LINKS.read(token), "bit " + bit);
    }
  }

  @Test
  void tokenOfAnotherKey_isNone() {
    SignedLinks others = new SignedLinks("0123456789abcdef0123456789abcdeg");

    assertEquals(Optional.empty(), others.read(LINKS.token(LINK)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "AAAA", "not base 64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void whatIsNoToken_isNone(String token) {
    assertEquals(Optional.empty(), LINKS.read(token));
    assertEquals(Optional.empty(), LINKS.read(token + "A".repeat(1_000_000)));
  }

  @Test
  void cutToken_isNone() {
    String token = LINKS.token(LINK);
    for (int length = 0; length < token.length(); length++) {
      assertEquals(Optional.empty(), LINKS.read(token.substring(0, length)));
    }
  }

  @Test
  void hash_isTheSameForTheSameAddressAndKeyOnly() {
    SignedLinks others = new SignedLinks("0123456789abcdef0123456789abcdeg");

    assertEquals(LINKS.hash("rosa@example.org"), LINKS.hash("rosa@example.org"));
    assertTrue(LINKS.hash("rosa@example.org").matches("[0-9a-f]{64}"));
    assertNotEquals(LINKS.hash("rosa@example.org"), LINKS.hash("rosa@example.com"));
    assertNotEquals(LINKS.hash("rosa@example.org"), others.hash("rosa@example.org"));
  }

  @Test
  void shortKey_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SignedLinks("0123456789abcde"));
  }
}

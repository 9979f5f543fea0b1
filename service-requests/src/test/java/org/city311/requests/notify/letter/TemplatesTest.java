package org.city311.requests.notify.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {
  private static final String SITE = "https://311.example.org";
  private static final String HOSTILE = "<script>alert(1)</script> & \"quotes\" 'and' {{stop}}";

  private final Templates templates = Templates.read(Optional.empty());

  @TempDir private Path folder;

  TemplatesTest() throws Exception {}

  private static Facts facts(Map<String, String> changed) {
    Map<String, String> values = new HashMap<>(Facts.EXAMPLE.values());
    values.put("city", "Baltimore");
    values.put("number", "100 00004");
    values.put("type", "Pothole");
    values.put("department", "Streets");
    values.put("track", SITE + "/requests/10000004");
    values.put("stop", SITE + "/m/stop-token");
    values.put("question", SITE + "/m/question-token");
    values.putAll(changed);
    return new Facts(SITE, values);
  }

  private static Stream<Arguments> occasionsAndLanguages() {
    return Arrays.stream(Occasion.values())
        .flatMap(
            occasion ->
                Templates.LANGUAGES.stream().map(language -> Arguments.of(occasion, language)));
  }

  @ParameterizedTest
  @MethodSource("occasionsAndLanguages")
  void everyMail_saysCityNumberAndType_andLinksThere(Occasion occasion, String language) {
    Letter letter = templates.mail(occasion, language, facts(Map.of()));

    assertTrue(letter.subject().contains("100 00004"), letter.subject());
    assertTrue(letter.subject().contains("Pothole"), letter.subject());
    assertTrue(letter.text().contains("Baltimore"), letter.text());
    assertTrue(
        letter.html().contains("<a href=\"" + SITE + "/requests/10000004\">"), letter.html());
    assertTrue(letter.html().contains("<html lang=\"" + language + "\">"));
    assertFalse(letter.text().contains("{{"), letter.text());
    assertFalse(letter.text().contains("\n\n\n"), letter.text());
  }

  @ParameterizedTest
  @MethodSource("occasionsAndLanguages")
  void everyMail_withoutWhatMayBeMissing_hasNoEmptyHeadings(Occasion occasion, String language) {
    String text = templates.mail(occasion, language, Facts.SPARE_EXAMPLE).text();

    assertFalse(text.contains("\n\n\n"), text);
    assertFalse(text.contains(":\n\n"), text);
    assertFalse(text.contains(" :"), text);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ESCALATED")
  void everyTextMessage_isOneLine_thatFitsInTwoParts(Occasion occasion) {
    for (String language : Templates.LANGUAGES) {
      String text = templates.text(occasion, language, facts(Map.of("why", "a\nb")));

      assertTrue(text.contains("100 00004"), text);
      assertFalse(text.contains("\n"), text);
      assertTrue(text.length() <= 306, text.length() + ": " + text);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ESCALATED")
  void whatResidentsGet_hasALinkToStopIt(Occasion occasion) {
    for (String language : Templates.LANGUAGES) {
      String text = templates.mail(occasion, language, facts(Map.of())).text();

      assertTrue(text.contains(SITE + "/m/stop-token"), text);
      assertEquals(occasion == Occasion.CLOSED, text.contains(SITE + "/m/question-token"));
      assertTrue(
          templates.text(occasion, language, facts(Map.of())).contains(SITE + "/m/stop-token"));
    }
  }

  @Test
  void residentsTemplateWithoutALinkToStopIt_isRefused() throws Exception {
    Files.createDirectories(folder.resolve("en/text"));
    Files.createDirectories(folder.resolve("en/mail"));
    Files.writeString(folder.resolve("en/text/moved.txt"), "{{number}}: {{due}}\n");
    Files.writeString(
        folder.resolve("en/mail/closed.txt"), "Bye\n\n{{#track}}{{stop}}{{/track}}\n-\n");
    Files.writeString(folder.resolve("en/mail/escalated.txt"), "Late\n\n{{number}}\n");

    TemplateException e =
        assertThrows(TemplateException.class, () -> Templates.read(Optional.of(folder)));

    assertEquals(2, e.mistakes().size(), e.mistakes().toString());
    assertTrue(
        e.mistakes().stream().allMatch(mistake -> mistake.contains("has no {{stop}}")),
        e.mistakes().toString());
  }

  @Test
  void whatSomebodyWrote_isTextInThePage_andAsItIsInThePlainText() {
    Letter letter = templates.mail(Occasion.CLOSED, "en", facts(Map.of("why", HOSTILE)));

    assertTrue(letter.text().contains(HOSTILE), letter.text());
    assertFalse(letter.html().contains("<script"), letter.html());
    assertTrue(
        letter
            .html()
            .contains(
                "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#39;and&#39;"
                    + " {{stop}}"),
        letter.html());
  }

  @Test
  void linkToSomewhereElse_isNotMadeOne() {
    String why =
        "look at https://evil.example/x and https://311.example.org.evil.example/m/x and"
            + " https://311.example.org\"onclick=";
    String html = templates.mail(Occasion.CLOSED, "en", facts(Map.of("why", why))).html();

    assertEquals(3, html.split("<a href", -1).length - 1, html);
    assertFalse(html.contains("href=\"https://evil"), html);
    assertFalse(html.contains("onclick=\""), html);
  }

  @Test
  void subject_isOneLine_andNotLongerThanOneMayBe() {
    String type = "Pothole\r\nBcc: all@example.org\u2028X: \u202ey" + "e".repeat(400);
    String subject = templates.mail(Occasion.RECEIVED, "en", facts(Map.of("type", type))).subject();

    assertFalse(subject.matches("(?s).*[\\p{Cc}\\p{Cf}\\u2028].*"), subject);
    assertEquals(150, subject.length());
  }

  @Test
  void readerOfAnotherLanguage_isWrittenToInEnglish() {
    assertEquals(
        templates.mail(Occasion.MOVED, "en", facts(Map.of())),
        templates.mail(Occasion.MOVED, "fr", facts(Map.of())));
  }

  @Test
  void cityTemplate_goesBeforeOurs() throws Exception {
    Files.createDirectories(folder.resolve("es/mail"));
    Files.writeString(
        folder.resolve("es/mail/closed.txt"), "Cerrada {{number}}\n\nAdiós: {{stop}}\n");
    Templates own = Templates.read(Optional.of(folder));

    assertEquals("Cerrada 100 00004", own.mail(Occasion.CLOSED, "es", facts(Map.of())).subject());
    assertEquals(
        templates.mail(Occasion.CLOSED, "en", facts(Map.of())),
        own.mail(Occasion.CLOSED, "en", facts(Map.of())));
  }

  @Test
  void mistakesInTemplates_areToldTogether_withTheFile() throws Exception {
    Files.createDirectories(folder.resolve("en/mail"));
    Files.createDirectories(folder.resolve("es/text"));
    Files.writeString(folder.resolve("en/mail/closed.txt"), "Hello {{naem}}\n\ntext\n");
    Files.writeString(folder.resolve("en/mail/moved.txt"), "No empty line\nafter the subject\n");
    Files.writeString(folder.resolve("es/text/moved.txt"), "{{#why}}never ends");

    TemplateException e =
        assertThrows(TemplateException.class, () -> Templates.read(Optional.of(folder)));
    List<String> files =
        e.mistakes().stream().map(mistake -> mistake.replaceAll(":.*", "")).sorted().toList();
    assertEquals(List.of("en/mail/closed.txt", "en/mail/moved.txt", "es/text/moved.txt"), files);
    assertTrue(String.valueOf(e.getMessage()).contains("naem"), e.getMessage());
  }
}

package org.city311.requests.notify.letter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a letter of a filled-in template. The page is made of the text, every character of which is
/// escaped, so nothing in it can become markup; links are made of the addresses of our own site alone.
final class Page {
  /// RFC 5322, section 2.1.1: a line should not be longer; characters.
  private static final int MAX_SUBJECT = 150;

  /// Ends and steering characters of all kinds, those that turn the direction of writing among them.
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

  private Page() {}

  static Letter letter(String filledSubject, String filled, String language, String site) {
    String subject = shortened(line(filledSubject));
    String text = filled.replace("\r\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
    String body =
        Stream.of(text.split("\n\n"))
            .map(paragraph -> "<p>" + linked(escaped(paragraph), site) + "</p>")
            .map(paragraph -> paragraph.replace("\n", "<br>\n"))
            .collect(Collectors.joining("\n"));
    String html =
        """
        <!DOCTYPE html>
        <html lang="%s">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>
        <body style="margin:0;background:#ffffff;color:#1b1b1b;font:16px/1.5 sans-serif">
        <div style="max-width:36em;padding:1em;overflow-wrap:anywhere">
        %s
        </div>
        </body>
        </html>
        """
            .formatted(language, escaped(subject), body);
    return new Letter(subject, text + "\n", html);
  }

  /// Without what would end it.
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll(" ").strip();
  }

  private static String shortened(String subject) {
    return subject.codePointCount(0, subject.length()) <= MAX_SUBJECT
        ? subject
        : subject.substring(0, subject.offsetByCodePoints(0, MAX_SUBJECT - 1)) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String linked(String escaped, String site) {
    return Pattern.compile(Pattern.quote(escaped(site)) + "/[A-Za-z0-9/_.~-]*")
        .matcher(escaped)
        .replaceAll(
            link -> Matcher.quoteReplacement("<a href=\"%1$s\">%1$s</a>".formatted(link.group())));
  }
}

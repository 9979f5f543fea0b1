package org.city311.requests.store;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.city311.requests.life.Location;
import org.city311.requests.life.Report;

/// What a request is found by, as it stands in the column `search`: the words of the report and of the
/// place, and what else never changes, each with a letter before it that no word has.
final class SearchWords {
  static final String TYPE = "t:";
  static final String CHANNEL = "c:";
  static final String NEIGHBOURHOOD = "n:";

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern ACCENT = Pattern.compile("[\\u0300-\\u036f]");

  /// PostgreSQL has at most 2,046 bytes in one, and nobody looks for more.
  private static final int MAX_CHARS = 100;

  private SearchWords() {}

  static Set<String> of(Report report) {
    Location location = report.location();
    Set<String> all = new LinkedHashSet<>(of(report.words()));
    all.addAll(of(location.address()));
    all.addAll(of(location.neighbourhood()));
    all.addAll(of(location.asset()));
    all.add(TYPE + report.type());
    all.add(CHANNEL + report.channel().name());
    all.add(NEIGHBOURHOOD + location.neighbourhood());
    return all;
  }

  /// The words of a text, without accents, in small letters.
  static List<String> of(String text) {
    String plain = ACCENT.matcher(Normalizer.normalize(text, Form.NFKD)).replaceAll("");
    return WORD.matcher(plain.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .map(word -> word.length() <= MAX_CHARS ? word : word.substring(0, MAX_CHARS))
        .toList();
  }
}

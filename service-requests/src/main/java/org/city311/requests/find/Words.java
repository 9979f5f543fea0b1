package org.city311.requests.find;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is left of a text for comparing: its words without accents, case and endings, and without those that
/// say nothing. The same is done to what residents say and to what the catalogue says.
final class Words {
  private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

  /// Words that say nothing about what is meant, without accents and apostrophes.
  private static final Set<String> EMPTY_WORDS =
      each(
          """
          a about after again also am an and any are as at be been but by can cant come could dear
          did didnt do does doesnt dont for from get gets getting got had has have havent he hello
          her here his how i id if ill im in into is isnt it its ive just me my need needed needs of
          on or our please pls she should so some somebody someone somewhere still that thats the
          their them then there theres these they theyre this those to us very want wanted wants was
          wasnt we were what when where which who why will with would you your
          ahi al algo alguien alla alli aqui como con cual cuando de del desde donde el ella ellos
          en entre es ese eso esta estan este esto estoy favor hace hacia hay hola la las le les lo
          los mi mis mucha mucho muchos muy necesita necesito nos o para pero por porque puede puedo
          que quien quiere quiero se ser si sobre son soy su sus tambien te tengo tiene tienen toda
          todo todos tu un una unas unos y ya yo
          """);

  /// Words that look like a form of another, and are not.
  private static final Set<String> WHOLE =
      Set.of("parking", "building", "speed", "bus", "gas", "glass");

  private Words() {}

  private static Set<String> each(String words) {
    return WORD.matcher(words).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /// The stems of a text, in its order, at most so many.
  static List<String> stems(String text, int most) {
    List<String> stems = new ArrayList<>();
    Matcher words = WORD.matcher(folded(text));
    while (words.find() && stems.size() < most) {
      if (!EMPTY_WORDS.contains(words.group())) {
        stems.add(stem(words.group()));
      }
    }
    return stems;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[\\p{M}'’]", "")
        .toLowerCase(Locale.ROOT);
  }

  /// A word without the ending that marks number, gender or tense. What is left need not be a word.
  private static String stem(String word) {
    if (WHOLE.contains(word)) {
      return word;
    }
    if (word.equals("parked")) {
      return "parking";
    }
    if (word.length() >= 6 && word.endsWith("ing")) {
      return word.substring(0, word.length() - 3);
    }
    if (word.length() >= 5 && word.endsWith("ed") && !word.endsWith("eed")) {
      return word.substring(0, word.length() - 2);
    }
    return withoutGender(withoutPlural(word));
  }

  private static String withoutPlural(String word) {
    if (word.length() >= 5 && word.matches(".*(ch|sh|ss|x|z)es")) {
      return word.substring(0, word.length() - 2);
    }
    boolean plural = word.length() >= 4 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  private static String withoutGender(String word) {
    boolean vowel = word.length() >= 5 && "aeo".indexOf(word.charAt(word.length() - 1)) >= 0;
    return vowel ? word.substring(0, word.length() - 1) : word;
  }
}

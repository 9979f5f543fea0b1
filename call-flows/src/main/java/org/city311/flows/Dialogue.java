package org.city311.flows;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.city311.flows.Elsewhere.GoesBack;
import org.city311.flows.Elsewhere.InDanger;
import org.city311.flows.Elsewhere.WantsPerson;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;

/// A conversation in which the same keys mean the same at every question: `0` leads to a person, `*`
/// repeats, `#` goes back. Three answers that are of no use, or none at all, lead to a person too. The key
/// for danger to life, where the city has one, is heard at every question that does not offer it for something else.
///
/// A key that is pressed while something is said answers the next question. What is answered once can be
/// remembered on the call itself, so that the conversation goes on from there when the node dies.
///
/// Used by one thread.
public final class Dialogue {
  /// How many answers to one question may be of no use.
  public static final int TRIES = 3;

  /// How often one question may be repeated by `*`. Nobody listens more often, but a broken telephone
  /// presses keys for ever.
  public static final int REPEATS = 5;

  /// How long to wait for a key after a question, and from one digit to the next.
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The key that leads to a person.
  static final char PERSON = '0';

  private static final String A_PERSON = String.valueOf(PERSON);
  private static final char REPEATS_IT = '*';
  private static final String REPEAT = String.valueOf(REPEATS_IT);
  private static final String BACK = "#";
  private static final Set<Character> EVERYWHERE = Set.of('0', '*', '#');

  private static final Spoken NOT_UNDERSTOOD = Spoken.of("not-understood");
  private static final Spoken WRONG_NUMBER = Spoken.of("wrong-number");
  private static final Spoken NO_INPUT = Spoken.of("no-input");

  private final Line line;
  private Language language;
  private Optional<Character> danger = Optional.empty();

  /// @param language the language that is spoken on the line
  public Dialogue(Line line, Language language) {
    this.line = line;
    this.language = language;
  }

  /// The line itself, for what is not said and asked: who is on it, steps, recordings.
  public Line line() {
    return line;
  }

  /// The language that is spoken now.
  public Language language() {
    return language;
  }

  /// Speaks this language from now on.
  public void speak(Language other) throws CallerGone {
    line.speak(other);
    language = other;
  }

  /// From now on this key means danger to life.
  void inDangerBy(char key) {
    danger = Optional.of(key);
  }

  /// Tells the resident something.
  public void say(Spoken words) throws CallerGone {
    line.play(words);
  }

  /// Tells the resident these prompts, one after the other.
  public void say(String... prompts) throws CallerGone {
    line.play(Spoken.of(prompts));
  }

  /// Asks a question that one key answers.
  ///
  /// @param choices key, from 1 to 9, to what it means
  public <T> T choose(Spoken question, Map<Character, T> choices) throws CallerGone, Elsewhere {
    return choose(question, choices, Optional::empty, NOT_UNDERSTOOD, NO_INPUT);
  }

  /// As [#choose], of a question that says itself in several languages: after a failure it is only asked
  /// again, as nobody knows in which language to complain.
  ///
  /// @param silence what it means when no key is pressed, asked only then; empty if that is a failure
  public <T> T chooseInAnyLanguage(
      Spoken question, Map<Character, T> choices, Supplier<Optional<T>> silence)
      throws CallerGone, Elsewhere {
    return choose(question, choices, silence, Spoken.NOTHING, Spoken.NOTHING);
  }

  /// As [#choose], of a question that nobody has to answer.
  ///
  /// @param otherwise what any other key means, or none
  public <T> T choose(Spoken question, Map<Character, T> choices, T otherwise)
      throws CallerGone, Elsewhere {
    Map<Character, T> keys = new HashMap<>(choices);
    for (char key = '1'; key <= '9'; key++) {
      if (!isDanger(key)) {
        keys.putIfAbsent(key, otherwise);
      }
    }
    return choose(question, keys, () -> Optional.of(otherwise), NOT_UNDERSTOOD, NO_INPUT);
  }

  private <T> T choose(
      Spoken question,
      Map<Character, T> choices,
      Supplier<Optional<T>> silence,
      Spoken notUnderstood,
      Spoken noInput)
      throws CallerGone, Elsewhere {
    if (choices.keySet().stream().anyMatch(EVERYWHERE::contains)) {
      throw new IllegalArgumentException("0, * and # mean the same everywhere: " + choices);
    }
    Attempts attempts = new Attempts(notUnderstood, noInput);
    Spoken asked = question;
    while (true) {
      Optional<Character> key = line.ask(asked, PATIENCE);
      Optional<T> choice = key.isEmpty() ? silence.get() : key.map(choices::get);
      if (choice.isPresent()) {
        return choice.get();
      }
      asked = attempts.failed(key.map(String::valueOf).orElse("")).then(question);
    }
  }

  private boolean isDanger(char key) {
    return danger.equals(Optional.of(key));
  }

  /// Tells something that nobody has to answer, and again whenever `*` is pressed. Whatever other key comes
  /// of it is the caller's, but that for danger to life: here none is a failure, and `0` and `#` lead nowhere by
  /// themselves.
  ///
  /// @param patience how long who does not press a key has to wait
  /// @return the key; empty for none
  public Optional<Character> tell(Spoken words, Duration patience) throws CallerGone, InDanger {
    Optional<Character> key = line.ask(words, patience);
    for (int again = 0; key.isPresent() && key.get() == REPEATS_IT && again < REPEATS; again++) {
      key = line.ask(words, patience);
    }
    if (key.isPresent() && isDanger(key.get())) {
      throw new InDanger();
    }
    return key;
  }

  /// Asks a question that `1` answers with yes and `2` with no.
  public boolean yesNo(Spoken question) throws CallerGone, Elsewhere {
    return choose(question, Map.of('1', true, '2', false));
  }

  /// Asks for digits, which `#` may end. `0` alone leads to a person.
  ///
  /// @param least fewer are a failure
  /// @param most how many end it without `#`, 1 to 30
  public String digits(Spoken question, int least, int most) throws CallerGone, Elsewhere {
    return entered(question, most, digits -> Optional.of(digits).filter(d -> d.length() >= least));
  }

  /// Asks for something that is said in digits, which `#` may end. `0` alone leads to a person.
  ///
  /// @param most how many end it without `#`, 1 to 30
  /// @param meaning of the digits; empty where they mean nothing, which is a failure
  public <T> T entered(Spoken question, int most, Function<String, Optional<T>> meaning)
      throws CallerGone, Elsewhere {
    Attempts attempts = new Attempts(WRONG_NUMBER, NO_INPUT);
    Spoken asked = question;
    while (true) {
      String keys = line.askDigits(asked, PATIENCE, most);
      if (keys.matches("\\d+") && !keys.equals(A_PERSON)) {
        Optional<T> meant = meaning.apply(keys);
        if (meant.isPresent()) {
          return meant.get();
        }
      }
      asked = attempts.failed(keys).then(question);
    }
  }

  /// The answer to a question, which is asked only once on a call: on another node, after this one has
  /// died, it is remembered.
  ///
  /// @param name as of [Line#remember]
  /// @param question what asks for it; its answer is as short as [Line#remember] wants
  public String once(String name, Question question) throws CallerGone, Elsewhere {
    Optional<String> known = line.recall(name);
    if (known.isPresent()) {
      return known.get();
    }
    String answer = question.ask();
    line.remember(name, answer);
    return answer;
  }

  /// Asks again next time what was asked [#once].
  public void forget(String... names) throws CallerGone {
    for (String name : names) {
      line.remember(name, "");
    }
  }

  /// A question with all its tries.
  @FunctionalInterface
  public interface Question {
    String ask() throws CallerGone, Elsewhere;
  }

  /// How often one question was asked in vain.
  private final class Attempts {
    private final Spoken notUnderstood;
    private final Spoken noInput;
    private int failures;
    private int repeats;

    Attempts(Spoken notUnderstood, Spoken noInput) {
      this.notUnderstood = notUnderstood;
      this.noInput = noInput;
    }

    /// What comes of keys that are no answer.
    ///
    /// @param keys empty for none
    /// @return what is said before the question is asked again
    Spoken failed(String keys) throws Elsewhere {
      if (keys.equals(A_PERSON)) {
        throw new WantsPerson(Elsewhere.Why.ASKED);
      }
      if (keys.equals(BACK)) {
        throw new GoesBack();
      }
      if (keys.length() == 1 && isDanger(keys.charAt(0))) {
        throw new InDanger();
      }
      boolean isRepeat = keys.contains(REPEAT);
      if (isRepeat ? ++repeats > REPEATS : ++failures == TRIES) {
        throw new WantsPerson(Elsewhere.Why.NOT_UNDERSTOOD);
      }
      if (isRepeat) {
        return Spoken.NOTHING;
      }
      return keys.isEmpty() ? noInput : notUnderstood;
    }
  }
}
